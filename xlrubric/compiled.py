"""The whole rubric as plain data for JSON: what other programs read, and what the fingerprint is taken of."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from xlrubric.rubric import Finding, Group, Item, Rubric, Section, full_points
from xlrubric.rules import plain, rule_of
from xlrubric.values import Percent

BELOW = ("sections", "items", "findings")


def compiled(rubric: Rubric) -> dict[str, object]:
    """Give the rubric as it was read, every node with its id and its points, every finding with its kind.

    Points and amounts are numbers, percentages texts (``10%``).
    """
    return {**_with_points(rubric), "sections": [_node(s) for s in rubric.sections]}


def _node(node: Section | Item) -> dict[str, object]:
    data = _with_points(node)
    if isinstance(node, Item):
        return {**data, "findings": [_part(part) for part in node.findings]}
    below = {"sections": [_node(s) for s in node.sections], "items": [_node(i) for i in node.items]}
    return {**data, **{name: nodes for name, nodes in below.items() if nodes}}


def _with_points(node: Rubric | Section | Item) -> dict[str, object]:
    """Give the fields of a node, its points always at the same place: what a file states of them changes nothing."""
    stated = _fields(node)
    stated.pop("points", None)
    return {**stated, "points": figure(full_points(node))}


def _part(part: Finding | Group) -> dict[str, object]:
    if isinstance(part, Group):
        return {**_fields(part), "findings": [_part(finding) for finding in part.findings]}
    return {**_fields(part), "kind": rule_of(part).name}


def _fields(model: BaseModel) -> dict[str, object]:
    """Give the fields that say something, but for what is below; 0 says something."""
    fields = {name: field for name, field in type(model).model_fields.items() if name not in BELOW}
    given = ((field, field.alias or name, getattr(model, name)) for name, field in fields.items())
    return {name: _plainly(value) for field, name, value in given if _says_something(field, value)}


def _says_something(field: FieldInfo, value: object) -> bool:
    return value is not None and not (field.default in ((), False) and value == field.default)


def _plainly(value: object) -> object:
    if isinstance(value, BaseModel):
        root = getattr(value, "root", None)
        return _plainly(root) if root is not None else _fields(value)
    if isinstance(value, dict):
        return {key: _plainly(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plainly(one) for one in value]
    if isinstance(value, Percent):
        return f"{plain(value.value)}%"
    if isinstance(value, date):
        return value.isoformat()
    return figure(value) if isinstance(value, Decimal) else value


def figure(number: Decimal) -> int | float:
    """Give a number for JSON: whole ones as such, others as the double whose shortest text is exact."""
    return int(number) if number == number.to_integral_value() else float(number)
