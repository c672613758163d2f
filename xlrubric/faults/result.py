"""What is wrong with the rules of the year's result: weights that do not make 100 %, sources from nowhere, circles.

Apart from the other checks because these rules stand above the tree: their material is the rubric's ``result``.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from graphlib import CycleError

from xlrubric.faults.formulas import in_chinese_too
from xlrubric.faults.material import Material
from xlrubric.faults.result_idle import idle_faults
from xlrubric.formula_tokens import FormulaFault
from xlrubric.outline import scored_nodes
from xlrubric.problems import Problem
from xlrubric.result import Award, Ballot, Consequence, Result, Source
from xlrubric.rules import plain
from xlrubric.values import Percent
from xlrubric.year.columns import in_order
from xlrubric.year.grades import share_of
from xlrubric.year.program import ASKED, formulas_of, make_program, names_known, parsed_when
from xlrubric.year.sources import weight_of

FULL = Decimal(100)
Path = tuple[str | int, ...]


def result_faults(material: Material) -> Iterator[Problem]:
    """Look at the rules of the result, part by part."""
    result = material.rubric.result
    if result is None:
        return
    yield from _ids(material, result)
    for n, source in enumerate(result.sources):
        yield from _source(material, source, ("result", "sources", n))
    yield from _names(material, result)
    yield from _weights(material, result)
    yield from _keys(material, result)
    for n, one in enumerate(result.consequences):
        yield from _consequence(material, result, one, ("result", "consequences", n))
    yield from _grades(material, result)
    yield from _checks(material, result)


def result_formula_faults(material: Material) -> Iterator[Problem]:
    """Look at the conditions of the result once everything has its id."""
    result = material.rubric.result
    if result is None:
        return
    known = names_known(material.rubric, material.outline)
    for path, text in formulas_of(result):
        try:
            kind = parsed_when(text, known).kind
        except FormulaFault as fault:
            said = {**in_chinese_too(fault.details), "column": str(fault.column), "formula": text}
            yield material.problem(("result", *path), fault.code, **said)
            continue
        if kind != "condition":
            yield material.problem(("result", *path), "result-no-condition")


def result_circles(material: Material) -> Iterator[Problem]:
    """Find a circle among the columns of a result that is right otherwise."""
    if material.rubric.result is None:
        return
    try:
        in_order(make_program(material.rubric, material.outline, ("1", "2")).columns)
    except CycleError:
        yield material.problem(("result",), "result-circle")


def _ids(material: Material, result: Result) -> Iterator[Problem]:
    """Find ids that stand for two things: of sources, consequences, nodes, and what formulas know anyway."""
    taken = {**dict.fromkeys(ASKED, ""), **{node.id: node.name for node in scored_nodes(material.outline)}}
    paths: list[tuple[Path, Source | Consequence]] = [
        *((("result", "sources", n), source) for n, source in enumerate(result.sources)),
        *((("result", "consequences", n), one) for n, one in enumerate(result.consequences)),
    ]
    for path, one in paths:
        if one.id in taken:
            yield material.problem(path, "result-id-taken", "id", id=one.id, other=taken[one.id] or one.id)
        taken.setdefault(one.id, one.name)


def _names(material: Material, result: Result) -> Iterator[Problem]:
    """Find names and ids that head two columns of a table."""
    seen: set[str] = set()
    parts = [
        *((("result", "sources", n), (one.name, one.id)) for n, one in enumerate(result.sources)),
        *((("result", "checks", n), (one.name,)) for n, one in enumerate(result.checks)),
    ]
    for path, names in parts:
        if names[0].casefold() in seen:
            yield material.problem(path, "result-name-twice", "name", name=names[0])
        seen |= {name.casefold() for name in names}


def _source(material: Material, source: Source, path: Path) -> Iterator[Problem]:
    origins = source.origins()
    if len(origins) != 1:
        yield material.problem(path, "source-origin", name=source.name, found=", ".join(origins) or "—")
        return
    if (source.weight is None) != source.adds:
        yield material.problem(path, "source-weight", name=source.name)
    scales = [name for name in ("best", "mean", "by_rank") if getattr(source, name)]
    if len(scales) > 1 or (scales and (source.tiers or source.adds)):
        yield material.problem(path, "source-scales", name=source.name, found=", ".join(scales))
    if source.forms and source.forms != "total":
        yield from _node(material, source, path)
    if source.tiers:
        yield from _tiers(material, source, path)
    elif source.shares or source.assign:
        yield material.problem(path, "shares-without-tiers", name=source.name)
    if source.ballot:
        yield from _ballot(material, source.ballot, (*path, "ballot"))


def _node(material: Material, source: Source, path: Path) -> Iterator[Problem]:
    ids = [node.id for node in scored_nodes(material.outline)]
    if source.forms not in ids:
        yield material.problem(path, "source-no-node", "forms", id=source.forms, ids=", ".join(ids[:12]))


def _tiers(material: Material, source: Source, path: Path) -> Iterator[Problem]:
    words, shares = source.tiers or {}, source.shares or ()
    if shares and len(shares) != len(words):
        yield material.problem(path, "shares-differ", "shares", tiers=len(words), shares=len(shares))
    if source.assign and not shares:
        yield material.problem(path, "assign-without-shares", "assign", name=source.name)
    if list(words.values()) != sorted(words.values(), reverse=True):
        yield material.problem(path, "tiers-unordered", "tiers", name=source.name)
    if source.of is not None and max(words.values()) > source.of:
        yield material.problem(path, "tiers-over-scale", "tiers", most=plain(max(words.values())), of=plain(source.of))


def _ballot(material: Material, ballot: Ballot, path: Path) -> Iterator[Problem]:
    if (ballot.levels is None) == (ballot.scale is None):
        yield material.problem(path, "ballot-levels-or-scale")
    if ballot.share and not set(ballot.share) <= set(ballot.levels or {}):
        words = ", ".join(ballot.levels or {}) or "—"
        yield material.problem(path, "ballot-share-unknown", "share", words=words)
    if ballot.scale and ballot.scale.low >= ballot.scale.high:
        low, high = plain(ballot.scale.low), plain(ballot.scale.high)
        yield material.problem(path, "ballot-scale-empty", "scale", low=low, high=high)
    for name, texts in (("questions", ballot.questions), ("groups", [g.name for g in ballot.groups or ()])):
        if twice := _twice(texts):
            yield material.problem(path, "result-name-twice", name, name=twice)
    weights = sum((_percent(group.weight) for group in ballot.groups or ()), Decimal(0))
    if ballot.groups and weights != FULL:
        yield material.problem(path, "weights-not-whole", "groups", weights=plain(weights))


def _percent(weight: Percent | Decimal) -> Decimal:
    return weight.value if isinstance(weight, Percent) else weight


def _twice(names: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return None


def _weights(material: Material, result: Result) -> Iterator[Problem]:
    """Hold the weights against the whole: for units without any of the sources' tags, and with each of them.

    Where every source is for some tags only, a unit without any is not looked at.
    """
    weighed = [source for source in result.sources if not source.adds and source.weight is not None]
    tags = list(dict.fromkeys(tag for source in weighed for tag in source.applies_to or ()))
    told = set()
    for tag in tags or [""]:
        own = [s for s in weighed if not s.applies_to or tag in s.applies_to]
        weights = sum(map(weight_of, own), Decimal(0))
        if weights != FULL and result.sources and weights not in told:
            told.add(weights)
            code = "weights-not-whole-for" if tag else "weights-not-whole"
            yield material.problem(("result",), code, "sources", weights=plain(weights), tag=tag)


def _keys(material: Material, result: Result) -> Iterator[Problem]:
    weighed = [source.id for source in result.sources if not source.adds]
    for n, key in enumerate(result.rank.keys):
        if key.removeprefix("-") not in weighed:
            yield material.problem(("result", "rank"), "key-unknown", "keys", n, id=key, ids=", ".join(weighed) or "—")
    if result.rank.keys and result.rank.ties != "broken":
        yield material.problem(("result", "rank"), "keys-idle", "keys", ties=result.rank.ties)
    if result.rank.ties == "broken" and not result.rank.keys:
        yield material.problem(("result", "rank"), "ties-without-keys", "ties")


def _consequence(material: Material, result: Result, one: Consequence, path: Path) -> Iterator[Problem]:
    if not (one.first or one.last or one.grade or one.when):
        yield material.problem(path, "consequence-always", name=one.name)
    for name, span in (("first", one.first), ("last", one.last)):
        if span and span.low > span.high:
            yield material.problem(path, "span-empty", name, low=span.low, high=span.high)
    if one.when and one.years:
        yield material.problem(path, "years-with-when", "when", name=one.name)
    known = [award.name for award in result.grades or ()]
    for word in one.grade or ():
        if word not in known:
            yield material.problem(path, "result-grade-unknown", "grade", grade=word, grades=", ".join(known) or "—")


def _grades(material: Material, result: Result) -> Iterator[Problem]:
    grades = result.grades or ()
    if twice := _twice([award.name for award in grades]):
        yield material.problem(("result",), "result-name-twice", "grades", name=twice)
    if grades and _asks(grades[-1]):
        last = len(grades) - 1
        yield material.problem(("result", "grades", last), "grade-last-conditional", name=grades[-1].name)
    shares = sum((share_of(award) for award in grades), Decimal(0))
    if shares > 1:
        yield material.problem(("result",), "grade-shares-over", "grades", shares=plain(shares * FULL))
    for n, award in enumerate(grades[:-1]):
        if not _asks(award):
            yield material.problem(("result", "grades", n), "award-takes-all", name=award.name)


def _asks(award: Award) -> bool:
    return award != Award(name=award.name)


def _checks(material: Material, result: Result) -> Iterator[Problem]:
    known = [award.name for award in result.grades or ()]
    for n, check in enumerate(result.checks):
        for word in _unknown((grade for grades in check.only.values() for grade in grades), known):
            path: Path = ("result", "checks", n)
            grades = ", ".join(known) or "—"
            yield material.problem(path, "result-grade-unknown", "only", grade=word, grades=grades)


def _unknown(words: Iterable[str], known: Sequence[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word not in known]


# when each is looked at: as the checks of ``xlrubric.faults``, and a circle once all else is right
WRITTEN, SETTLED, AT_LAST = (idle_faults,), (result_faults, result_formula_faults), (result_circles,)
