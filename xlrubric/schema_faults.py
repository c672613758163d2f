"""What the schema refuses in a rubric's file, as problems with line and column and the nearest known field.

Apart from ``faults`` (what a standard says wrongly of itself), because here only pydantic's errors are known.
"""

import re
from copy import deepcopy

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from xlrubric.on_demand import OnDemand
from xlrubric.problems import Problem, problem
from xlrubric.result import (
    Award,
    Ballot,
    ByRank,
    Check,
    Consequence,
    Order,
    PlaceSpan,
    Quota,
    Raters,
    Result,
    Scale,
)
from xlrubric.result import Source as Origin
from xlrubric.rubric import (
    VERBS,
    Bands,
    ByFormula,
    Converted,
    Finding,
    Gate,
    Grade,
    Group,
    Item,
    Range,
    Rubric,
    Section,
    Span,
    Steps,
    numbered,
)
from xlrubric.values import Data, DaySpan
from xlrubric.yamltext import Source, Step, missigned

field_names = OnDemand("xlrubric.field_names")  # of use only where something is refused
LITTLE = "0.000001"  # an amount that no check has anything against
# pydantic's types of errors: our code, and the details that its words use; any other is «wrong-shape».
SCHEMA_CODES = {
    "missing": ("field-missing", ("field", "example")),
    "extra_forbidden": ("field-unknown", ("field", "near")),
    "not-a-number": ("not-a-number", ("text",)),
    "not-a-flag": ("not-a-flag", ("text",)),
    "not-a-day": ("not-a-day", ("text",)),
    "not-a-ratio": ("not-a-ratio", ("text",)),
    "not-a-span": ("not-a-span", ("text",)),
    "text-blank": ("text-blank", ("field",)),
    "string_pattern_mismatch": ("id-unfit", ("text",)),
    "id-too-long": ("id-unfit", ("text",)),
    "literal_error": ("not-a-choice", ("text", "choices")),
    "greater_than": ("number-out-of-range", ("text", "bound")),
    "greater_than_equal": ("number-out-of-range", ("text", "bound")),
    "less_than_equal": ("number-out-of-range", ("text", "bound")),
    "int_from_float": ("number-not-whole", ("text",)),
    "int_parsing": ("number-not-whole", ("text",)),
    "too_short": ("list-too-short", ("field", "least")),
    "too_long": ("list-too-long", ("field", "most")),
    "string_too_long": ("text-too-long", ("field", "most")),
}
SIGNS = {"：": ": ", "，": ", ", ":": ": "}  # full-width, or without its blank: how it must be
BOUNDS = {"gt": ">", "ge": "≥", "le": "≤"}
# the model that stands where a field leads, or where one of the schema's own marks says so
MODELS: dict[str, type[Data]] = {
    "sections": Section,
    "items": Item,
    "findings": Finding,  # of a group
    "@finding": Finding,
    "@group": Group,
    "@range": Range,
    "@steps": Steps,
    "@bands": Bands,
    "@converted": Converted,
    "@formula": ByFormula,
    "range": Span,
    "dated": DaySpan,
    "gate": Gate,
    "grades": Grade,
    "result": Result,
}
# the same within the rules of the year's result
RESULT_MODELS: dict[str, type[Data]] = {
    "sources": Origin,
    "ballot": Ballot,
    "scale": Scale,
    "groups": Raters,
    "by_rank": ByRank,
    "rank": Order,
    "consequences": Consequence,
    "first": PlaceSpan,
    "last": PlaceSpan,
    "grades": Award,
    "quota": Quota,
    "checks": Check,
}


def read_rubric(source: Source) -> tuple[Rubric | None, list[Problem], Rubric | None]:
    """Read a rubric's tree: the rubric, or None and what is refused.

    Where only findings are refused, the third is the rubric with faultless ones in their place, so that the rest can
    be looked at all the same.
    """
    if not isinstance(source.tree, dict):
        return None, [problem(source.place(()), "rubric-not-a-table")], None
    try:
        return numbered(Rubric.model_validate(source.tree)), [], None
    except ValidationError as fault:
        refused = [error for error in fault.errors() if not _told(error)]
        return None, [_problem(error, source) for error in refused], _beside(refused, source)


def path_of(error: ErrorDetails, tree: object) -> tuple[Step, ...]:
    """Give the path in the file of an error, without the schema's own marks."""
    path: list[Step] = []
    for step in error["loc"]:
        there = step in tree if isinstance(tree, dict) else isinstance(tree, list) and step in range(len(tree))
        if there:
            tree = tree[step]  # type: ignore[index]
            path.append(step)
    return (*path, error["loc"][-1]) if error["type"] == "missing" else tuple(path)


def finding_paths(errors: list[ErrorDetails], tree: object) -> list[tuple[Step, ...]] | None:
    """Give the paths of the refused findings; None where anything else is refused."""
    paths = []
    for error in errors:
        path = path_of(error, tree)
        if "findings" not in path:
            return None
        paths.append(path[: path.index("findings") + 2])
    return paths if all(len(path) > 2 and isinstance(path[-1], int) for path in paths) else None


def _beside(refused: list[ErrorDetails], source: Source) -> Rubric | None:
    paths = finding_paths(refused, source.tree)
    if paths is None:
        return None
    tree = deepcopy(source.tree)
    for path in set(paths):
        _put(tree, path)
    try:
        return numbered(Rubric.model_validate(tree))
    except ValidationError:
        return None


def _put(tree: object, path: tuple[Step, ...]) -> None:
    """Put a finding into a refused one's place that can be counted: its id and its verbs, with a little of points."""
    *way, last = path
    for step in way:
        tree = tree[step]  # type: ignore[index]
    refused = tree[last]  # type: ignore[index]
    given = refused if isinstance(refused, dict) else {}
    verbs = [verb for verb in VERBS if verb in given] or VERBS[:1]
    named = {"id": given["id"]} if "id" in given else {}
    tree[last] = {**named, "text": "-", **dict.fromkeys(verbs, LITTLE)}  # type: ignore[index]


def _told(error: ErrorDetails) -> bool:
    """Say whether other errors tell it: a list short of refused members, a second way to read a value."""
    short = error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]
    return short or error["type"] == "dataclass_type"


def _problem(error: ErrorDetails, source: Source) -> Problem:
    path = path_of(error, source.tree)
    code, named = SCHEMA_CODES.get(error["type"], ("wrong-shape", ("field", "text", "example")))
    details = _details(error, path)
    place = source.place(path)
    if signs := _signs(error, details["field"]):
        return problem(place, "yaml-sign", text=signs[0], right=signs[1])
    if code == "field-unknown" and error["input"] == "" and not details["field"].isascii():
        return problem(place, "text-unquoted", text=details["field"])
    if error["input"] == "" and code not in ("field-missing", "field-unknown"):
        code, named = "text-blank", ("field",)
    if code == "list-too-long" and isinstance(error["input"], str):
        code = "text-too-long"
    if code == "list-too-short" and details["least"] == "1":
        code, named = "list-empty", ("field",)
    return problem(place, code, **{name: details[name] for name in named})


def _signs(error: ErrorDetails, field: str) -> tuple[str, str] | None:
    """Find punctuation that made a field's name and value one name: as it is written, and as it must be."""
    if error["type"] == "extra_forbidden" and (found := missigned(field)):
        return found[1:]
    sign = next((sign for sign in SIGNS if sign in field), "")
    return (sign, SIGNS[sign]) if sign and error["input"] == "" else None


def _details(error: ErrorDetails, path: tuple[Step, ...]) -> dict[str, str]:
    limits, named = error.get("ctx", {}), path[:-1] if error["loc"][-1] == "[key]" else path
    field = next((step for step in reversed(named) if isinstance(step, str)), "")
    model = _model(error["loc"])
    return {
        "field": field,
        "near": ", ".join(field_names.nearest(field, [f.alias or n for n, f in model.model_fields.items()])),
        "example": field_names.example(path, model.__name__),
        "text": _short(error["input"]),
        "choices": str(limits.get("expected", "")).replace("'", "").replace(" or ", ", "),
        "most": str(limits.get("max_length", "")),
        "least": str(limits.get("min_length", "")),
        "bound": next((f"{sign} {_plain(limits[key])}" for key, sign in BOUNDS.items() if key in limits), ""),
    }


def _plain(limit: object) -> str:
    """Give a limit's digits; pydantic shows ``Decimal('100000')``."""
    return re.sub("[^0-9.-]", "", str(limit))


def _short(value: object) -> str:
    """Show a value; a list and a table as they look in the file."""
    if isinstance(value, list | dict):
        return "- …" if isinstance(value, list) else "…: …"
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _model(loc: tuple[Step, ...]) -> type[Data]:
    """Give the model in which an error lies."""
    known = {**MODELS, **RESULT_MODELS} if loc[0] == "result" else MODELS
    return next((known[step] for step in reversed(loc[:-1]) if isinstance(step, str) and step in known), Rubric)
