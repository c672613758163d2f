"""A rubric as a tree of lines: every node with its points, every rule in words, every limit, gate and grade.

What the labels have no words for stands in brackets as in the file: ``(key, floor: none)``. The rules
of the year's result stand behind the sum (``result_tree``).
"""

from collections.abc import Iterator
from decimal import Decimal
from re import escape, fullmatch

from xlrubric.cli.texts import Texts
from xlrubric.on_demand import OnDemand
from xlrubric.outline import Bunch, Node, Part, Register, Row
from xlrubric.rubric import Finding, Gate, Grade, Rubric, Span
from xlrubric.rules import plain
from xlrubric.standard import Standard
from xlrubric.tongue import Tongue, read_tongue
from xlrubric.unfold import Written, expanded
from xlrubric.values import Percent
from xlrubric.wording import amount_words

result_tree = OnDemand("xlrubric.cli.result_tree")  # most rubrics have no rules of a result
WHOLE = ("start", "floor", "at_most", "bonus_at_most", "round", "better", "not_applicable", "formula", "merge")
GATE = ("key_zero", "key_below", "when")
NODE = (
    "worth",
    "start",
    "key",
    "applies_to",
    "may_not_apply",
    "not_applicable",
    "floor",
    "at_most",
    "bonus_at_most",
    "round",
    "instances",
    "combine",
    "formula",
    "gate",
)
GRADE = ("low", "high", "each_section", "no_zero", "when")
FINDING = ("applies_to", "check", "measure", "range", "register_")
UNSAID_UNIT = ("formula", "converted")  # rules whose words do not name the unit
USUAL = {"better": "higher", "not_applicable": "rebase"}  # of the whole, where nothing is said


def tree(standard: Standard, texts: Texts) -> Iterator[str]:
    """Give the rubric's tree, a line a grade, node, group and row."""
    rubric, outline, tongue = standard.rubric, standard.outline, read_tongue(standard.rubric.language)
    written = {node.id: node for node in expanded(rubric)}
    usual = {field for field, value in USUAL.items() if getattr(rubric, field) == value}
    whole = bracketed(rubric, tuple(field for field in WHOLE if field not in usual))
    yield f"{rubric.rubric}  {rubric.title}{whole}"
    for grade in rubric.grades or ():
        yield f"grade {grade.name}{bracketed(grade, GRADE)}"
    for node in outline.nodes:
        yield from _node(node, written[node.id], tongue, texts)
    counts: dict[str, Decimal | int] = {
        "points": outline.points,
        "sections": len(outline.tops),
        "items": sum(1 for _ in rubric.items()),
        "findings": len(outline.asked),
    }
    said = {what: texts.counted(f"sum_{what}", plain(Decimal(count))) for what, count in counts.items()}
    yield texts.say("check_sum", **said)
    if rubric.result is not None:
        yield from result_tree.result_lines(rubric.result, texts)


def _node(node: Node, written: Written, tongue: Tongue, texts: Texts) -> Iterator[str]:
    points = f"  {texts.counted('points', plain(node.points))}" if node.points else ""
    yield f"{indent(node.depth)}{node.id} {node.name}{points}{bracketed(written, NODE)}"
    for part in node.parts:
        yield from _part(part, node, indent(node.depth + 1), tongue)


def indent(depth: int) -> str:
    """Give the blanks before a line."""
    return "  " * (depth - 1)


def _part(part: Part, node: Node, before: str, tongue: Tongue) -> Iterator[str]:
    if isinstance(part, Row):
        yield from _row(part, before, tongue)
    elif isinstance(part, Register):
        yield from _row(part.head, before, tongue)
    else:
        if is_group(part, node):
            limit = "" if part.limit is None else f"at_most: {plain(part.limit)}"
            said = ", ".join(filter(None, (limit, "keep: highest" if part.keep else "")))
            yield f"{before}group {part.label}  ({said})" if said else f"{before}group {part.label}"
            before += "  "
        for member in part.parts:
            yield from _part(member, node, before, tongue)


def is_group(bunch: Bunch, node: Node) -> bool:
    """Say whether rows are a group of the file's, and not the periods or levels of one finding."""
    return fullmatch(rf"{escape(node.id)}\.g[0-9]+", bunch.id) is not None


def _row(row: Row, before: str, tongue: Tongue) -> Iterator[str]:
    """Give the line of a finding or of a register; where the assessor says whether a node applies has none."""
    if row.kind in ("finding", "register"):
        unit = ("unit",) if row.rule.name in UNSAID_UNIT else ()
        words = f"{row.id} {row.text}  {amount_words(row, tongue)}".rstrip()
        yield f"{before}{words}{bracketed(row.clause.finding, (*FINDING, *unit))}"


def bracketed(model: Rubric | Grade | Written | Finding | Gate, fields: tuple[str, ...]) -> str:
    """Give the fields that are given, as they are called in the file: ``  (key, at_most: 3)``."""
    said = fields_of(model, fields)
    return f"  ({said})" if said else ""


def fields_of(model: Rubric | Grade | Written | Finding | Gate, fields: tuple[str, ...]) -> str:
    """Give the fields that are given: ``key, at_most: 3``."""
    known = {name: field.alias or name for name, field in type(model).model_fields.items()}
    values = ((known[field], getattr(model, field)) for field in fields if field in known)
    return ", ".join(name if value is True else f"{name}: {shown(value)}" for name, value in values if given(value))


def given(value: object) -> bool:
    """Say whether a field says anything; ``check: true`` is an empty list of words."""
    return value is not None and value is not False


def shown(value: object) -> str:
    """Write a field's value as the file has it."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Percent):
        return f"{plain(value.value)}%"
    if isinstance(value, tuple):
        return " / ".join(map(str, value)) or "true"
    if isinstance(value, Span):
        return f"{plain(value.low)} … {plain(value.high)}"
    if isinstance(value, Gate):
        return f"{{{fields_of(value, GATE)}}}"
    return str(value)
