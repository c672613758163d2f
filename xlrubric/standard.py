"""A rubric file made ready: read, checked against the schema and its own arithmetic, compiled.

Apart from ``rubric`` (the data) and ``yamltext`` (the file) because here the two meet: pydantic's errors
become problems with line and column. ``Standard`` is what every command works with.
"""

from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from json import dumps
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from xlrubric.expressions import Expression
from xlrubric.graph import Graph, build_graph
from xlrubric.messages import is_error
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.rubric import AMOUNT, RANGE, Data, Finding, Item, Range, Rubric, Section, numbered
from xlrubric.rules import RULES, plain, rule_of, spelled_rule, spelling
from xlrubric.yamltext import Source, Step, read_yaml

# pydantic's types of errors: our code, and the details that its words use; any other is «wrong-shape».
FAULTLESS = {"text": "-", "deduct": "0.000001"}  # a finding that no check has anything against
SCHEMA_CODES = {
    "missing": ("field-missing", ("field",)),
    "extra_forbidden": ("field-unknown", ("field", "near")),
    "not-a-number": ("not-a-number", ("text",)),
    "text-blank": ("text-blank", ("field",)),
    "string_pattern_mismatch": ("id-unfit", ("text",)),
    "literal_error": ("not-a-choice", ("text", "choices")),
    "greater_than": ("number-out-of-range", ("text",)),
    "greater_than_equal": ("number-out-of-range", ("text",)),
    "less_than_equal": ("number-out-of-range", ("text",)),
    "too_short": ("list-empty", ("field",)),
    "too_long": ("text-too-long", ("field", "most")),
}


@dataclass(frozen=True, eq=False)
class Standard:
    """A checked rubric and what was compiled from it; ``problems`` are warnings and notes."""

    rubric: Rubric
    problems: tuple[Problem, ...] = ()

    @cached_property
    def graph(self) -> Graph:
        """Compile the rubric's arithmetic."""
        return build_graph(self.rubric)

    @cached_property
    def expressions(self) -> dict[str, Expression]:
        """Give each quantity's expression by its name."""
        return {quantity.name: quantity.expression for quantity in self.graph.quantities}

    def expression(self, name: str) -> Expression:
        """Give a quantity's expression."""
        return self.expressions[name]

    @cached_property
    def fingerprint(self) -> str:
        """Give 16 hexadecimal digits that change with anything that a form shows or counts.

        A finding's note may be improved after the forms went out: it explains and counts nothing.
        """
        whole = _without_notes(compiled(self.rubric))
        return sha256(dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def _without_notes(data: object) -> object:
    if isinstance(data, dict):
        return {key: _without_notes(value) for key, value in data.items() if key != "note"}
    return [_without_notes(value) for value in data] if isinstance(data, list) else data


def read_standard(path: Path) -> Standard:
    """Read a rubric file. Raises Refusal with every problem found when any is an error."""
    source = read_yaml(path)
    rubric, problems = check_source(source)
    if rubric is None or any(map(is_error, problems)):
        raise Refusal(sorted(problems))
    return Standard(rubric, tuple(sorted(problems)))


def check_source(source: Source) -> tuple[Rubric | None, list[Problem]]:
    """Check a rubric's tree: the schema, and what the standard says of itself.

    Findings that the schema refuses do not keep the rest from being looked at: all problems come at once.
    """
    problems = list(source.problems)
    if not isinstance(source.tree, dict):
        return None, [*problems, problem(source.place(()), "rubric-not-a-table")]
    try:
        rubric = numbered(Rubric.model_validate(source.tree))
    except ValidationError as fault:
        refused = [e for e in fault.errors() if not _echo(e)]
        problems += [_schema_problem(e, source) for e in refused]
        return None, [*problems, *_problems_beside(refused, source)]
    return rubric, [*problems, *_rule_problems(rubric, source), *_arithmetic_problems(rubric, source)]


def _problems_beside(refused: list[ErrorDetails], source: Source) -> list[Problem]:
    """Check what is left when each refused finding is replaced by one without fault, if that is all there is."""
    depth = len(("sections", 0, "items", 0, "findings", 0))
    paths = [error["loc"][:depth] for error in refused]
    if not all(len(path) == depth and path[-2] == "findings" for path in paths):
        return []
    tree = deepcopy(source.tree)
    for path in paths:
        _put(tree, path, dict(FAULTLESS))
    try:
        rubric = numbered(Rubric.model_validate(tree))
    except ValidationError:
        return []
    found = [*_rule_problems(rubric, source), *_arithmetic_problems(rubric, source)]
    spoken_of = {source.place(path).line for path in paths}
    return [p for p in found if p.place.line not in spoken_of]


def _put(tree: object, path: tuple[Step, ...], value: object) -> None:
    *way, last = path
    for step in way:
        tree = tree[step]  # type: ignore[index]
    tree[last] = value  # type: ignore[index]


def _echo(error: ErrorDetails) -> bool:
    """Say whether a list is too short only because its members are refused, which speak for themselves."""
    return error["type"] == "too_short" and bool(error["input"])


def _schema_problem(error: ErrorDetails, source: Source) -> Problem:
    path = tuple(step for step in error["loc"] if step not in (AMOUNT, RANGE))
    code, named = SCHEMA_CODES.get(error["type"], ("wrong-shape", ("field", "text")))
    details = _details(error, path)
    return problem(source.place(path), code, **{name: details[name] for name in named})


def _details(error: ErrorDetails, path: tuple[Step, ...]) -> dict[str, str]:
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    limits = error.get("ctx", {})
    return {
        "field": field,
        "near": _nearest(field, path),
        "text": _short(error["input"]),
        "choices": str(limits.get("expected", "")).replace("'", "").replace(" or ", ", "),
        "most": str(limits.get("max_length", "")),
    }


def _short(value: object) -> str:
    """Show a value; a list and a table as they look in the file."""
    if isinstance(value, list | dict):
        return "- …" if isinstance(value, list) else "…: …"
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _model_at(path: tuple[Step, ...]) -> type[Data]:
    depth = tuple(step for step in path[:-1] if isinstance(step, str))
    known: dict[tuple[str, ...], type[Data]] = {
        (): Rubric,
        ("sections",): Section,
        ("sections", "items"): Item,
        ("sections", "items", "findings"): Finding,
    }
    return known.get(depth, Range)


def _nearest(field: str, path: tuple[Step, ...]) -> str:
    """Give the nearest known field, or all of them."""
    fields = [f.alias or n for n, f in _model_at(path).model_fields.items()]
    return ", ".join(get_close_matches(field, fields, n=1, cutoff=0.6) or fields)


def _located(rubric: Rubric) -> list[tuple[tuple[Step, ...], Section | Item | Finding]]:
    """Give every node with its path in the file."""
    nodes: list[tuple[tuple[Step, ...], Section | Item | Finding]] = []
    for s, section in enumerate(rubric.sections):
        nodes.append((("sections", s), section))
        for i, item in enumerate(section.items):
            nodes.append((("sections", s, "items", i), item))
            nodes += [(("sections", s, "items", i, "findings", f), n) for f, n in enumerate(item.findings)]
    return nodes


def _rule_problems(rubric: Rubric, source: Source) -> list[Problem]:
    problems, ids = [], dict[str, Place]()
    for path, node in _located(rubric):
        place = source.place(path)
        if node.id in ids:
            problems.append(problem(place, "id-twice", id=node.id, first=ids[node.id]))
        ids.setdefault(node.id, place)
        if isinstance(node, Finding):
            problems += _finding_problems(node, place)
    return problems


def _finding_problems(finding: Finding, place: Place) -> list[Problem]:
    if spelled_rule(finding) is None:
        return [problem(place, "no-such-rule", id=finding.id, given=_given(finding), rules=_spellings())]
    if isinstance(finding.deduct, Range) and finding.deduct.low > finding.deduct.high:
        return [problem(place, "range-reversed", low=finding.deduct.low, high=finding.deduct.high)]
    step = finding.deduct if isinstance(finding.deduct, Decimal) else finding.bonus
    if finding.at_most is not None and step is not None and finding.at_most < step:
        return [problem(place, "limit-below-step", limit=finding.at_most, step=step)]
    return []


def _given(finding: Finding) -> str:
    ranged = isinstance(finding.deduct, Range)
    fields = sorted(finding.given())
    return " + ".join("deduct {from, to}" if ranged and f == "deduct" else f for f in fields) or "-"


def _spellings() -> str:
    return "; ".join(map(spelling, RULES))


def _arithmetic_problems(rubric: Rubric, source: Source) -> list[Problem]:
    problems = []
    if rubric.points is not None and rubric.points != rubric.full_points():
        stated, real = plain(rubric.points), plain(rubric.full_points())
        problems.append(problem(source.place(("points",)), "points-differ", stated=stated, real=real))
    for path, node in _located(rubric):
        if isinstance(node, Section) and node.points is not None:
            problems += _section_points_problems(node, source.place((*path, "points")))
        if isinstance(node, Item):
            problems += _larger_than_item(node, path, source)
    return problems


def _section_points_problems(section: Section, place: Place) -> list[Problem]:
    real = section.full_points()
    if section.points == real or section.points is None:
        return []
    return [problem(place, "points-differ", stated=plain(section.points), real=plain(real))]


def _larger_than_item(item: Item, path: tuple[Step, ...], source: Source) -> list[Problem]:
    return [
        problem(
            source.place((*path, "findings", n, "deduct")),
            "finding-larger-than-item",
            id=finding.id,
            amount=plain(finding.deduct),
            points=plain(item.points),
        )
        for n, finding in enumerate(item.findings)
        if isinstance(finding.deduct, Decimal) and finding.deduct > item.points
    ]


def compiled(rubric: Rubric) -> dict[str, object]:
    """Give the whole rubric as plain data for JSON: what ``check --json`` prints.

    Sections hold items, items hold findings; a finding has id, text, kind, its amounts and its caps.
    """
    return {
        "rubric": rubric.rubric,
        "title": rubric.title,
        "language": rubric.language,
        "period": rubric.period,
        "points": figure(rubric.full_points()),
        "counts": rubric.counts,
        "sections": [_section_data(section) for section in rubric.sections],
    }


def _section_data(section: Section) -> dict[str, object]:
    items = [_item_data(item) for item in section.items]
    return {"id": section.id, "name": section.name, "points": figure(section.full_points()), "items": items}


def _item_data(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "name": item.name,
        "text": item.text,
        "points": figure(item.points),
        "floor": 0,
        "evidence": list(item.evidence),
        "findings": [_finding_data(finding) for finding in item.findings],
    }


def _finding_data(finding: Finding) -> dict[str, object]:
    kept = finding.model_dump(exclude_none=True, by_alias=True, exclude={"note"})
    fields = {field: _plainly(value) for field, value in kept.items()}
    return {**fields, "kind": rule_of(finding).name, "note": finding.note}


def _plainly(value: object) -> object:
    if isinstance(value, dict):
        return {k: _plainly(v) for k, v in value.items()}
    return figure(value) if isinstance(value, Decimal) else value


def figure(number: Decimal) -> int | float:
    """Give a number for JSON: whole ones as such, others as the double whose shortest text is exact."""
    return int(number) if number == number.to_integral_value() else float(number)
