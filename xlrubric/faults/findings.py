"""What is wrong with a finding by itself: its fields name no rule, or contradict each other."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from re import fullmatch

from xlrubric.faults.material import Located, Material
from xlrubric.problems import Problem
from xlrubric.rubric import Finding, Range, Steps
from xlrubric.rules import Clause, given, nearest, plain, spelled_rule, spelling, verbs_clash
from xlrubric.words import FOUND_WORDS

Check = Callable[[Material, Located, Finding], Iterator[Problem]]
# what a flag decides alone, so that an amount of the same finding beside it never counts
POOL = ("deduct", "award", "bonus")
DECIDED = {"item": POOL, "section": (*POOL, "deduct_section"), "total": (*POOL, "deduct_section", "penalty")}


def finding_faults(material: Material) -> Iterator[Problem]:
    """Look at each finding; where one is of no kind, at nothing else of it."""
    for one, finding in material.findings():
        if spelled_rule(finding) is None:
            yield _unspelled(material, one, finding)
            continue
        for check in CHECKS:
            yield from check(material, one, finding)


def _unspelled(material: Material, one: Located, finding: Finding) -> Problem:
    if finding.target is not None and finding.unit is not None:
        return material.problem(one, "target-with-unit", "unit", id=finding.id)
    if verbs_clash(finding):
        return material.problem(one, "verbs-clash", id=finding.id, given=given(finding))
    near = "; ".join(map(spelling, nearest(finding)))
    return material.problem(one, "no-such-rule", id=finding.id, given=given(finding), rules=near)


def _ranges(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    for verb in finding.verbs():
        value = getattr(finding, verb)
        if isinstance(value, Range) and value.low > value.high:
            yield material.problem(one, "range-reversed", low=plain(value.low), high=plain(value.high))
    span = finding.range
    if span and span.low > span.high:
        yield material.problem(one, "range-reversed", "range", low=plain(span.low), high=plain(span.high))


def _days(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    span, due = finding.dated, finding.due_on or ()
    if span and span.low > span.high:
        yield material.problem(one, "days-reversed", "dated", low=span.low, high=span.high)
    periods = len(finding.periods or ()) or 1
    if len(due) > 1 and len(due) != periods:
        yield material.problem(one, "due-on-count", "due_on", days=len(due), periods=periods)


def _limits(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    limit = finding.at_most
    for verb in finding.verbs():
        step = getattr(finding, verb)
        if isinstance(step, Decimal) and isinstance(limit, Decimal) and limit < step:
            yield material.problem(one, "limit-below-step", limit=plain(limit), step=plain(step))


def _two_ways(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    if finding.deduct is not None and finding.award is not None:
        yield material.problem(one, "deduct-and-award", id=finding.id)


def _flags(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    """Find amounts beside a zero or a reversal that decides alone; with zero_after it does so only in the end."""
    if finding.register_ or finding.zero_after is not None:
        return
    decided = {**{f"zero: {finding.zero}": DECIDED[finding.zero]}} if finding.zero else {}
    if finding.reverse is not None:
        decided["reverse"] = (*POOL, *(["zero"] if finding.zero == "item" else []))
    for flag, verbs in decided.items():
        for verb in verbs:
            if getattr(finding, verb) is not None:
                yield material.problem(one, "zero-over-amount", verb, verb=verb, flag=flag)


def _late(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    after = finding.zero_after
    if after is not None and after < 1:
        yield material.problem(one, "zero-after-low", "zero_after", most=plain(after))


def _per(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    if finding.per is not None and fullmatch(r"[0-9.]+", finding.per):
        yield material.problem(one, "per-without-unit", "per", per=finding.per)


def _steps(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    for verb in finding.verbs():
        value = getattr(finding, verb)
        if not isinstance(value, Steps):
            continue
        per = Clause(finding, FOUND_WORDS[material.rubric.language]).per
        if per.step != 1:
            yield material.problem(one, "steps-of-several", "per", per=finding.per)
        if "all" in value.steps:
            first = value.steps.index("all")
            if verb != "deduct":
                yield material.problem(one, "steps-all", verb, "steps", first, verb=verb)
            for n, step in enumerate(value.steps[first + 1 :], first + 1):
                said = step if step == "all" else plain(Decimal(step))
                yield material.problem(one, "step-never", verb, "steps", n, step=said)


def _register_fields(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    if finding.register_ is None:
        for field in ("keep", "forms", "at_least", "dated"):
            if getattr(finding, field) is not None:
                yield material.problem(one, "without-register", field, field=field)


def _register(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    rows = finding.register_
    if rows is None:
        return
    for field, said in clashes(finding):
        yield material.problem(one, "register-clash", field, field=said)
    if finding.forms and not finding.verbs():
        yield material.problem(one, "forms-without-points", "forms", id=finding.id)
    if finding.at_least is not None and finding.at_least > rows:
        yield material.problem(one, "at-least-beyond", "at_least", least=finding.at_least, rows=rows)
    if finding.keep and rows == 1:
        yield material.problem(one, "keep-of-one", "keep")


def clashes(finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the fields that cannot stand beside a register, and how they are to be named."""
    rule = spelled_rule(finding)
    for field in ("periods", "when"):
        if getattr(finding, field) is not None:
            yield field, field
    if rule and rule.name == "graded":
        yield "per", "per + {word: points}"
    if finding.verbs():  # one row that is filled in would decide over the points of all
        yield from ((flag, flag) for flag in ("zero", "reverse") if getattr(finding, flag) is not None)


CHECKS: tuple[Check, ...] = (
    _ranges,
    _days,
    _limits,
    _two_ways,
    _flags,
    _late,
    _per,
    _steps,
    _register_fields,
    _register,
)
