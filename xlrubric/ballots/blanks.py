"""Blank ballots for every group of raters and every set of units, numbered, and their files' names.

Apart from ``layout`` (one ballot) because here sources, groups, sets and numbers come together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from xlrubric.ballots.layout import DONE, SHOWN, number_text, progress, slip_form
from xlrubric.ballots.slips import Slip, ballot_of, groups, rated, set_of, sets
from xlrubric.build import Batch, file_names
from xlrubric.outputs import NAME_BYTES, NAME_LENGTH, safe_file_name
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.result import Source
from xlrubric.scoring import Value, evaluate
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render


def ballot_sources(standard: Standard, wanted: str | None, file: str) -> tuple[Source, ...]:
    """Give the sources of the rubric that come from ballots, or the one that is wanted.

    ``file`` is what places call the rubric. Raises Refusal where there is none.
    """
    result = standard.rubric.result
    found = tuple(result.ballots()) if result else ()
    if not found:
        raise Refusal([problem(Place(file), "ballots-not-in-rubric")])
    chosen = tuple(source for source in found if wanted in (None, source.id))
    if not chosen:
        known = ", ".join(source.id for source in found)
        raise Refusal([problem(Place(file), "ballots-no-such-source", id=wanted, known=known)])
    return chosen


def slips(source: Source, units: Sequence[Unit], count: int | None = None) -> Iterator[Slip]:
    """Give every ballot of a source; ``count`` is how many each group gets where the rubric does not say (else 1)."""
    for name, together in sets(source, units).items():
        for group in groups(ballot_of(source)):
            of = group.ballots or count or 1
            for number in range(1, of + 1):
                yield Slip(source, group.name, name, number, of, together)


def unplaced(sources: Iterable[Source], units: Sequence[Unit], file: str) -> list[Problem]:
    """Name the sources that rate nobody, and the units that belong to no set."""
    problems = []
    for source in sources:
        if not rated(source, units):
            tags = "、".join(source.applies_to or ()) or "—"
            problems.append(problem(Place(file), "ballots-rate-nobody", source=source.name, tags=tags))
        if (per := ballot_of(source).per) != "all":
            lost = [unit for unit in rated(source, units) if not set_of(source, unit)]
            words = {"per_en": per, "per_zh": "牵头单位" if per == "lead" else "组别"}
            problems += [
                problem(Place(file), "ballot-unit-in-no-set", id=u.id, source=source.name, **words) for u in lost
            ]
    return problems


def ballot_workbooks(standard: Standard, skin: Skin, made: Sequence[Slip], stamp: Stamp) -> Batch:
    """Make one workbook a ballot."""
    names = file_names([file_title(slip) for slip in made])
    return Batch(tuple(names), lambda: (slip_workbook(standard, skin, slip, stamp) for slip in made))


def slip_workbook(
    standard: Standard, skin: Skin, slip: Slip, stamp: Stamp, filled: Mapping[str, Value] | None = None
) -> bytes:
    """Render one ballot; ``filled`` gives answers by ``vote_name`` and ``sign.rater``, ``sign.date``."""
    entered = {f"0/{name}": value for name, value in (filled or {}).items()}
    form = slip_form(standard, skin, slip)
    for unit in slip.units:
        given = (f"0/vote.{n}:{unit.id}" for n, _ in enumerate(slip.ballot.questions, 1))
        entered[f"{DONE}:{unit.id}"] = Decimal(sum(entered.get(name) is not None for name in given))
    return render(form, entered | {SHOWN: evaluate(progress(skin, slip), entered)}, stamp)


def file_title(slip: Slip) -> str:
    """Give a ballot's file name without its ending: source, set, group, number, which is never cut off."""
    tail = f" {number_text(slip)}"
    head = safe_file_name(" ".join(filter(None, (slip.source.name, slip.set, slip.group))))
    while len(head) + len(tail) > NAME_LENGTH or len((head + tail).encode()) > NAME_BYTES:
        head = head[:-1].rstrip(" .")
    return head + tail
