"""A returned ballot read: which one it is, what was altered, which votes it holds.

Apart from ``returned``, which compares any workbook with what was sent out, and from the counting. Votes are read by
the grammar of all entries (``xlrubric.entries``); what is no answer is no vote, never the lowest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlrubric.ballots.layout import layout_mark, slip_form
from xlrubric.ballots.slips import Answer, Slip, ballot_of, box, by_id, fingerprint, groups, is_top, rated, vote_name
from xlrubric.ballots.votes import BallotReturn, Votes
from xlrubric.ballots.words import ballot_skin
from xlrubric.days import day_of_number
from xlrubric.entries import Reading, read_entry, shown
from xlrubric.expected import expected_sheets
from xlrubric.identity import Identity
from xlrubric.problems import Place, Problem, problem
from xlrubric.result import Source
from xlrubric.returned import Contents, look_through
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.xlsx import WorkbookData

BY_RIGHT = frozenset({"text-changed", "formula-changed", "formula-replaced"})  # what another version may have otherwise
FEWEST = 3  # units that a rater must have given the top before it is spoken of
MOST_NAMED = 5


@dataclass(frozen=True)
class BallotRead:
    """What became of one file: the ballot, unless it is none of ours, and what was found in it."""

    ballot: BallotReturn | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Sent:
    """A ballot as its identity sheet says that it was sent out; ``columns`` are today's questions by the old ones."""

    slip: Slip
    today: Source
    columns: Mapping[int, int]
    same: bool
    comparable: bool


class BallotReader:
    """Reads the ballots of one rubric's sources."""

    def __init__(self, standard: Standard, units: Sequence[Unit]) -> None:
        self.standard, self.units = standard, by_id(units)
        result = standard.rubric.result
        self.sources = {source.id: source for source in result.ballots()} if result else {}
        self.rated = {key: by_id(rated(source, tuple(units))) for key, source in self.sources.items()}

    def read(self, book: WorkbookData, identity: Identity, digest: str) -> BallotRead:
        """Read a workbook whose identity says that it is a ballot; ``digest`` is that of its bytes."""
        unfit = self._unfit(identity)
        if unfit is not None:
            return BallotRead(None, (unfit,))
        sent = self._sent(identity)
        contents = self._looked_through(book, identity.place.file, sent)
        readings = _readings(contents, sent)
        votes = _votes(sent, readings, self.rated[sent.today.id])
        rater, date = (_signature(contents, key) for key in ("rater", "date"))
        slip = sent.slip
        ballot = BallotReturn(
            source=slip.source.id,
            group=slip.group,
            set=slip.set,
            number=str(slip.number),
            place=Place(identity.place.file),
            votes=votes,
            units=sum(unit.id in self.rated[slip.source.id] for unit in slip.units),
            signed=ballot_of(sent.today).signed,
            rater=rater,
            date=date,
            sent=slip.of,
            saved_at=book.saved_at,
            digest=digest,
        )
        found = (
            *([] if sent.same else [problem(identity.at("fingerprint"), "ballot-other-version")]),
            *_told(contents, sent),
            *self._stranger_problems(contents, sent),
            *_vote_problems(contents, sent, readings),
            *_whole_problems(ballot, sent, contents, readings),
        )
        return BallotRead(ballot, found)

    def _unfit(self, identity: Identity) -> Problem | None:
        """Say why nothing can be made of this ballot."""
        facts = identity.facts
        source = facts.get("source", "")
        if source not in self.sources:
            return problem(identity.at("source"), "ballot-other-source", id=source or "—")
        known = [group.name for group in groups(ballot_of(self.sources[source]))]
        if facts.get("group", "") not in known:
            words = "、".join(filter(None, known)) or "—"
            return problem(identity.at("group"), "ballot-other-group", group=facts.get("group", "") or "—", known=words)
        counted = all(facts.get(key, "").isdecimal() for key in ("number", "of"))
        if not (counted and "question.1" in facts and identity.units):
            return problem(identity.place, "ballot-damaged")
        return None

    def _sent(self, identity: Identity) -> Sent:
        facts, today = identity.facts, self.sources[identity.facts["source"]]
        ballot = ballot_of(today)
        asked = tuple(facts[f"question.{n}"] for n in range(1, len(facts)) if f"question.{n}" in facts)
        then = ballot.model_copy(update={"questions": asked, "signed": facts.get("signed") == "1"})
        slip = Slip(
            today.model_copy(update={"ballot": then}),
            facts.get("group", ""),
            facts.get("set", ""),
            int(facts["number"]),
            int(facts["of"]),
            identity.units,
        )
        same = facts.get("fingerprint") == fingerprint(today)
        columns = {n: ballot.questions.index(text) for n, text in enumerate(asked, 1) if text in ballot.questions}
        mark = layout_mark(self.standard, ballot_skin(self.standard.rubric.language), today)
        return Sent(slip, today, columns, same, same and facts.get("layout") == mark)

    def _looked_through(self, book: WorkbookData, file: str, sent: Sent) -> Contents:
        form = slip_form(self.standard, ballot_skin(self.standard.rubric.language), sent.slip)
        wanted = [sheet for sheet in expected_sheets(form) if sheet.key == "ballot" or sent.same]
        contents = look_through(book, file, tuple(s for s in wanted if s.key != "identity"), {})
        if sent.comparable:
            return contents
        return replace(contents, problems=tuple(p for p in contents.problems if p.code not in BY_RIGHT))

    def _stranger_problems(self, contents: Contents, sent: Sent) -> Iterator[Problem]:
        """Name the units of the ballot that are on no list today, or are not rated."""
        for unit in sent.slip.units:
            place = _row_place(contents, sent, unit)
            if unit.id not in self.units:
                yield problem(place, "ballot-unknown-unit", id=unit.id, name=unit.name)
            elif unit.id not in self.rated[sent.today.id]:
                tags = "、".join(sent.today.applies_to or ())
                yield problem(place, "ballot-unit-not-rated", unit=unit.id, id=unit.id, name=unit.name, tags=tags)


def _readings(contents: Contents, sent: Sent) -> dict[tuple[str, int], Reading]:
    """Read every cell of the ballot that is still there, by unit and question as sent out."""
    ballot = ballot_of(sent.today)
    return {
        (unit.id, n): read_entry(box(ballot, n, unit.id), contents.entries[f"0/{vote_name(n, unit.id)}"].cell.value)
        for unit in sent.slip.units
        for n in sent.columns
        if f"0/{vote_name(n, unit.id)}" in contents.entries
    }


def _votes(sent: Sent, readings: Mapping[tuple[str, int], Reading], known: Mapping[str, Unit]) -> Votes:
    """Gather the answers on each unit in the order of today's questions."""
    count = len(ballot_of(sent.today).questions)
    votes: dict[str, tuple[Answer | None, ...]] = {}
    for unit in sent.slip.units:
        answers: list[Answer | None] = [None] * count
        for n, column in sent.columns.items():
            value = readings[unit.id, n].value if (unit.id, n) in readings else None
            answers[column] = value if isinstance(value, str | Decimal) else None
        if unit.id in known and any(answer is not None for answer in answers):
            votes[unit.id] = tuple(answers)
    return votes


def _signature(contents: Contents, key: str) -> str:
    found = contents.entries.get(f"0/sign.{key}")
    value = found.cell.value if found else None
    day = day_of_number(value) if key == "date" and isinstance(value, Decimal) else None
    return day.isoformat() if day else shown(value).strip() if value is not None else ""


def _told(contents: Contents, sent: Sent) -> Iterator[Problem]:
    """Say in the words of ballots what was noticed on the way."""
    names = {unit.id: unit.name for unit in sent.slip.units}
    for fault in contents.problems:
        details = dict(fault.details)
        row, column = details.get("row", ""), details.get("column", "")
        if fault.code == "row-gone" and row.startswith("unit."):
            unit = row.removeprefix("unit.")
            yield problem(fault.place, "ballot-row-gone", unit=unit, id=unit, name=names.get(unit, ""))
        elif fault.code == "column-gone" and column.startswith("question."):
            asked = sent.slip.ballot.questions[int(column.removeprefix("question.")) - 1]
            yield problem(fault.place, "ballot-question-gone", question=asked)
        elif fault.code.startswith("formula-"):
            yield problem(fault.place, "text-changed", sent=f"={details['sent']}", came=details["came"])
        else:
            yield fault


def _row_place(contents: Contents, sent: Sent, unit: Unit) -> Place:
    names = (f"0/{vote_name(n, unit.id)}" for n, _ in enumerate(sent.slip.ballot.questions, 1))
    return next((contents.place(name) for name in names if name in contents.entries), Place(contents.file))


def _vote_problems(contents: Contents, sent: Sent, readings: Mapping[tuple[str, int], Reading]) -> Iterator[Problem]:
    ballot = ballot_of(sent.today)
    for (unit, n), reading in readings.items():
        if reading.code:
            code = "vote-refused" if reading.code == "entry-refused" else "vote-normalised"
            said = {"typed": reading.typed, "read": reading.shown(), "allowed": box(ballot, n, unit).allowed()}
            asked = sent.slip.ballot.questions[n - 1]
            place = contents.place(f"0/{vote_name(n, unit)}")
            yield problem(place, code, unit=unit, id=unit, question=asked, **said)


def _whole_problems(
    ballot: BallotReturn, sent: Sent, contents: Contents, readings: Mapping[tuple[str, int], Reading]
) -> Iterator[Problem]:
    """Say what concerns the ballot as a whole: nothing in it, no name, units left out, the top for all."""
    place = Place(contents.file)
    refused = {unit for (unit, _), reading in readings.items() if reading.code == "entry-refused"}
    if not ballot.votes and not refused:
        yield problem(place, "ballot-blank", number=ballot.number)
    if not ballot.votes:
        return
    if ballot.signed and not ballot.rater:
        yield problem(_sign_place(contents), "ballot-unsigned", number=ballot.number)
    if lacking := [unit.id for unit in sent.slip.units if unit.id not in ballot.votes and unit.id not in refused]:
        named = "、".join(lacking[:MOST_NAMED]) + ("…" if len(lacking) > MOST_NAMED else "")
        yield problem(place, "ballot-units-blank", count=len(lacking), of=len(sent.slip.units), units=named)
    if gives_all_the_top(sent.today, ballot):
        yield problem(place, "ballot-all-top", number=ballot.number, count=len(ballot.votes))


def _sign_place(contents: Contents) -> Place:
    return contents.place("0/sign.rater") if "0/sign.rater" in contents.entries else Place(contents.file)


def gives_all_the_top(source: Source, ballot: BallotReturn) -> bool:
    """Say whether a rater makes no difference between units: each answer on at least three of them is the highest."""
    answers = [answer for own in ballot.votes.values() for answer in own if answer is not None]
    return len(ballot.votes) >= FEWEST and all(is_top(ballot_of(source), answer) for answer in answers)
