"""What is wrong with grades and vetoes: grades that nothing reaches, vetoes that name none or hold nothing."""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.faults.material import Located, Material
from xlrubric.problems import Problem
from xlrubric.rubric import Finding, Grade, Rubric
from xlrubric.rules.rule import value_of
from xlrubric.values import Percent, Share


def grade_faults(material: Material) -> Iterator[Problem]:
    """Look at the list of grades."""
    grades = material.rubric.grades or ()
    names = [grade.name for grade in grades]
    for n, grade in enumerate(grades):
        if grade.name in names[:n]:
            yield material.problem(("grades", n), "grade-twice", "name", name=grade.name)
    if grades and conditional(grades[-1]):
        yield material.problem(("grades", len(grades) - 1), "grade-last-conditional", name=names[-1])
    yield from _never(material, grades)


def conditional(grade: Grade) -> bool:
    """Say whether a grade asks for anything."""
    return grade != Grade(name=grade.name)


def _never(material: Material, grades: tuple[Grade, ...]) -> Iterator[Problem]:
    """Find grades that an earlier one always forestalls, but for those to which a veto can lower."""
    vetoed = {finding.veto for _, finding in material.findings()}
    for n, grade in enumerate(grades):
        asked = grade if n < len(grades) - 1 else Grade(name=grade.name)
        before = next((other for other in grades[:n] if covers(other, asked)), None)
        if before and grade.name not in vetoed:
            yield material.problem(("grades", n), "grade-never", name=grade.name, before=before.name)


def covers(one: Grade, other: Grade) -> bool:
    """Say whether whatever meets the other grade's conditions meets this one's too."""
    return (
        follows(one.low, other.low)
        and follows(one.high, other.high, above=False)
        and follows(one.each_section, other.each_section)
        and (other.no_zero or not one.no_zero)
        and one.when in (None, other.when)
    )


def follows(asked: Share | None, known: Share | None, above: bool = True) -> bool:
    """Say whether a bound holds wherever the known one does; points and per cent cannot be compared."""
    if asked is None:
        return True
    if known is None or isinstance(asked, Percent) != isinstance(known, Percent):
        return False
    return value_of(known) >= value_of(asked) if above else value_of(known) <= value_of(asked)


def veto_faults(material: Material) -> Iterator[Problem]:
    """Look at each veto, alone and beside the others."""
    first: dict[str, tuple[Located, str]] = {}
    for one, finding in material.findings():
        if not finding.veto:
            continue
        yield from _veto(material, one, finding)
        before, other = first.setdefault(finding.text, (one, finding.veto))
        if other != finding.veto:
            said = {"grade": finding.veto, "other": other, "first": material.place(before, "veto")}
            yield material.problem(one, "veto-differs", "veto", **said)
    if not material.rubric.grades:
        yield from _unordered(material)


def _veto(material: Material, one: Located, finding: Finding) -> Iterator[Problem]:
    names = [grade.name for grade in material.rubric.grades or ()]
    if names and finding.veto not in names:
        yield material.problem(one, "veto-unknown", "veto", grade=finding.veto, grades=", ".join(names))
    elif names and finding.veto == names[0]:
        yield material.problem(one, "veto-idle", "veto", grade=finding.veto)
    elif names and finding.zero == "total":
        least = grade_of_nothing(material.rubric)
        if least is not None and least > names.index(finding.veto or ""):
            yield material.problem(one, "veto-shadowed", "veto", grade=finding.veto, least=names[least])


def grade_of_nothing(rubric: Rubric) -> int | None:
    """Give the place of the grade of a total of 0; None where a formula decides."""
    grades = rubric.grades or ()
    for n, grade in enumerate(grades[:-1]):
        if grade.when:
            return None
        if not (grade.low and value_of(grade.low) > Decimal(0)) and not grade.each_section and not grade.no_zero:
            return n
    return len(grades) - 1


def _unordered(material: Material) -> Iterator[Problem]:
    """Find vetoes to several grades where no list says which is worse."""
    vetoes = dict.fromkeys(finding.veto for _, finding in material.findings() if finding.veto)
    if len(vetoes) > 1:
        last = [*vetoes][-1]
        one = next(one for one, finding in material.findings() if finding.veto == last)
        yield material.problem(one, "veto-without-order", "veto", grades=", ".join(vetoes))
