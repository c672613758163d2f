"""What is wrong with the formulas of a standard: how they are written, what they name, whether they go in a circle."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from xlrubric.expressions import Call, Expression, Ref, Words
from xlrubric.faults.material import Located, Material, Path
from xlrubric.formula_language import FormulaFault, Parsed, referenced
from xlrubric.graph import build_graph, has_formulas
from xlrubric.problems import Problem
from xlrubric.rubric import ByFormula, Finding, Item, Section
from xlrubric.rules import Clause, rule_of
from xlrubric.settle import is_entered
from xlrubric.words import FOUND_WORDS

ENTERED = "x"
KINDS = {"number": "数", "text": "文字", "condition": "条件"}  # of what a formula gives


class Formula(NamedTuple):
    """A formula: its path, its text, what it has to be (number or condition), and what it stands in.

    ``typed``: whether a number is typed where it stands, which it can call x.
    """

    path: Path
    text: str
    wanted: str
    owner: Located | None = None
    typed: bool = False


def formulas_of(material: Material) -> Iterator[Formula]:
    """Give every formula."""
    rubric = material.rubric
    if rubric.formula:
        yield Formula(("formula",), rubric.formula, "number")
    for n, grade in enumerate(rubric.grades or ()):
        if grade.when:
            yield Formula(("grades", n, "when"), grade.when, "condition")
    for one in material.nodes:
        if isinstance(one.node, Section | Item):
            yield from _of_node(one, one.node)
        elif isinstance(one.node, Finding):
            yield from _of_finding(one, one.node)


def _of_node(one: Located, node: Section | Item) -> Iterator[Formula]:
    if node.formula:
        yield Formula((*one.path, "formula"), node.formula, "number", one)
    if isinstance(node, Section) and node.gate and node.gate.when:
        yield Formula((*one.path, "gate", "when"), node.gate.when, "condition", one)


def _of_finding(one: Located, finding: Finding) -> Iterator[Formula]:
    if finding.when:
        yield Formula((*one.path, "when"), finding.when, "condition", one)
    for verb in finding.verbs():
        value = getattr(finding, verb)
        if isinstance(value, ByFormula):
            yield Formula((*one.path, verb, "formula"), value.formula, "number", one, typed=True)


def formula_faults(material: Material) -> Iterator[Problem]:
    """Look at each formula: how it is written, what it gives, which words it compares."""
    for formula in formulas_of(material):
        if ENTERED in referenced(formula.text) and not formula.typed:
            yield material.problem(formula.path, "formula-x")
            continue
        try:
            found = parsed(material, formula)
        except FormulaFault as fault:
            yield _unreadable(material, formula, fault)
            continue
        if found.kind != formula.wanted:
            said = in_chinese_too({"kind": found.kind, "wanted": formula.wanted})
            yield material.problem(formula.path, "formula-kind", formula=formula.text, **said)
        for name, word in dict.fromkeys(compared(found.expression)):
            yield from _word(material, formula, name, word)


def parsed(material: Material, formula: Formula) -> Parsed:
    """Read a formula where it stands. Raises FormulaFault."""
    chain = (*formula.owner.above, formula.owner.node) if formula.owner else ()
    instanced = next((node for node in chain if isinstance(node, Section | Item) and node.instances), None)
    if instanced is None:
        return material.settler.parsed(formula.text)
    return material.settler.parsed_within(formula.text, instanced)


def _unreadable(material: Material, formula: Formula, fault: FormulaFault) -> Problem:
    """Say what is wrong; of a name that is there and cannot be used, why."""
    name = fault.details.get("name", "")
    target = material.named(name[1:-1]) if fault.code == "formula-unknown-name" else None
    if target is not None and isinstance(target.node, Section | Item):
        return material.problem(formula.path, "formula-without-score", name=name)
    if target is not None and isinstance(target.node, Finding) and not is_entered(target.node):
        return material.problem(formula.path, "formula-without-entry", name=name)
    details = {**in_chinese_too(fault.details), "column": str(fault.column), "formula": formula.text}
    return material.problem(formula.path, fault.code, **details)


def in_chinese_too(details: Mapping[str, str]) -> dict[str, str]:
    """Give the details, those that name a kind of value in Chinese too."""
    return {**details, **{f"{name}_zh": KINDS[value] for name, value in details.items() if value in KINDS}}


def compared(expression: Expression) -> Iterator[tuple[str, str]]:
    """Give the names and the texts that an expression compares with each other."""
    if not isinstance(expression, Call):
        return
    if expression.operation == "eq":
        names = [one.name for one in expression.arguments if isinstance(one, Ref)]
        words = [one.value for one in expression.arguments if isinstance(one, Words)]
        yield from zip(names, words, strict=False)
    for argument in expression.arguments:
        yield from compared(argument)


def _word(material: Material, formula: Formula, name: str, word: str) -> Iterator[Problem]:
    target = material.named(name[1:-1])
    if target is None or not isinstance(target.node, Finding):
        return
    clause = Clause(target.node, FOUND_WORDS[material.rubric.language])
    options = [option for box in rule_of(target.node).boxes(clause) for option in box.options]
    if options and word.casefold() not in map(str.casefold, options):
        said = {"word": word, "name": name, "words": " / ".join(options)}
        yield material.problem(formula.path, "formula-word-unknown", **said)


def may_circle(material: Material) -> bool:
    """Ask, without compiling anything, whether something depends on itself: by what it holds or what it names."""
    known = [(one.path[:-2], one.path) for one in material.nodes]
    for formula in formulas_of(material):
        targets = (material.named(name[1:-1]) for name in referenced(formula.text))
        known += ((formula.owner.path, target.path) for target in targets if target and formula.owner)
    sorter: TopologicalSorter[Path] = TopologicalSorter()
    for path, needed in known:
        sorter.add(path, needed)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False


def circle_faults(material: Material) -> Iterator[Problem]:
    """Find formulas that refer to each other in a circle. The rubric has no error otherwise."""
    if not has_formulas(material.outline) or not may_circle(material):
        return
    try:
        build_graph(material.outline)
    except CycleError as fault:
        ids = [own for name in fault.args[1] if (own := name.partition(":")[2])]
        paths = {formula.owner.path: formula.path for formula in formulas_of(material) if formula.owner}
        known = (paths.get(material.origins[own].path) for own in ids if own in material.origins)
        path = next((path for path in known if path), ())
        yield material.problem(path, "formula-circle", names=" → ".join(dict.fromkeys(ids)))
