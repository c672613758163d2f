"""All columns of a year's result in the order in which they are shown, made once from the rules.

Apart from the kinds of columns: here formulas of the rules find their names, and a circle among them is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlrubric.expressions import Expression, renamed
from xlrubric.formula_language import Parsed, parse_formula
from xlrubric.outline import Outline, scored_nodes
from xlrubric.result import Result
from xlrubric.rubric import Rubric
from xlrubric.year.columns import Column, column_names
from xlrubric.year.follows import consequence_columns
from xlrubric.year.grades import check_columns, grade_columns
from xlrubric.year.ranks import rank_columns
from xlrubric.year.sources import source_columns

UNIT = ("no", "unit", "name", "group", "lead")
# what formulas may ask beside sources, nodes and consequences: the name, its column, its kind
ASKED = {
    "composite": ("composite", "number"),
    "rank": ("rank", "number"),
    "from_end": ("from_end", "number"),
    "size": ("size", "number"),
    "form": ("form", "number"),
    "form_grade": ("form_grade", "text"),
    "grade": ("grade", "text"),
}


@dataclass(frozen=True, eq=False)
class Program:
    """The columns of a year's result; ``years`` are those of the history, the latest first.

    ``nodes`` are the ids of the standard's nodes whose points some formula asks.
    """

    result: Result
    language: str
    better: str
    columns: tuple[Column, ...]
    nodes: tuple[str, ...]
    years: tuple[str, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """Give the columns by name."""
        return {column.name: column for column in self.columns}


def names_known(rubric: Rubric, outline: Outline) -> dict[str, tuple[str, str]]:
    """Give what formulas of the result may ask, by name: the column and its kind, ``number`` or ``text``."""
    result = rubric.result or Result()
    known = dict(ASKED)
    known |= {node.id: (f"node:{node.id}", "number") for node in scored_nodes(outline)}
    known |= {one.id: (f"does:{one.id}", "number") for one in result.consequences}
    known |= {s.id: (f"given:{s.id}" if s.adds else f"score:{s.id}", "number") for s in result.sources}
    return known


def parsed_when(text: str, known: Mapping[str, tuple[str, str]]) -> Parsed:
    """Parse a condition of the result. Raises FormulaFault."""
    kinds = {f"[{name}]": kind for name, (_, kind) in known.items()}
    return parse_formula(text, kinds.get)


def make_program(rubric: Rubric, outline: Outline, years: Sequence[str] = ()) -> Program:
    """Make the columns of a checked rubric's result."""
    result = rubric.result or Result()
    known = names_known(rubric, outline)
    talks = {one.id: _condition(one.when, known) for one in result.consequences if one.when}
    asks = {str(n): _condition(award.when, known) for n, award in enumerate(result.grades or (), 1) if award.when}
    computed = [
        *source_columns(result),
        *rank_columns(result, rubric.better),
        *consequence_columns(result, talks, years, rubric.language),
        *grade_columns(result, rubric.better, asks),
        *check_columns(result),
    ]
    asked = dict.fromkeys(name for column in computed for name in column_names(column))
    nodes = tuple(name.removeprefix("node:") for name in asked if name.startswith("node:"))
    columns = (*_unit_columns(), *_form_columns(asked, outline), *computed)
    return Program(result, rubric.language, rubric.better, columns, nodes, tuple(years))


def _condition(text: str, known: Mapping[str, tuple[str, str]]) -> Expression:
    parsed = parsed_when(text, known)
    return renamed(parsed.expression, lambda name: known[name.strip("[]")][0])


def _unit_columns() -> Iterator[Column]:
    for name in UNIT:
        yield Column(name, name, None, "number" if name == "no" else "text", working=name == "no")


def _form_columns(asked: Mapping[str, object], outline: Outline) -> Iterator[Column]:
    """Give the columns of the forms that formulas ask: their total, their grade, the points of their nodes."""
    if "form" in asked:
        yield Column("form", "forms", None, "points")
    if "form_grade" in asked:
        yield Column("form_grade", "form_grade", None, "text")
    for name in asked:
        if name.startswith("node:"):
            node = outline.by_id[name.removeprefix("node:")]
            yield Column(name, "node", None, "points", (("name", node.name),))


def formulas_of(result: Result) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Give the conditions of a result with their paths in it."""
    for n, one in enumerate(result.consequences):
        if one.when:
            yield ("consequences", n, "when"), one.when
    for n, award in enumerate(result.grades or ()):
        if award.when:
            yield ("grades", n, "when"), award.when
