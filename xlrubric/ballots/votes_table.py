"""Ballots kept in one table, .xlsx or .csv: a row an answer.

Apart from the reader of returned ballots because here nothing was sent out to compare with. Answers are read by the
same grammar.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

from xlrubric.ballots.reading import gives_all_the_top
from xlrubric.ballots.slips import Answer, ballot_of, box, groups, rated, set_of
from xlrubric.ballots.votes import BallotReturn
from xlrubric.entries import BLANK, Reading, read_entry, shown
from xlrubric.problems import Place, Problem, problem
from xlrubric.result import Result, Source
from xlrubric.tables import Column, Row, read_table
from xlrubric.units import Unit

COLUMNS = (
    Column("number", ("票号", "票號", "测评票号", "測評票號", "选票", "選票", "编号", "編號", "ballot"), required=True),
    Column("unit", ("单位编号", "單位編號", "单位", "單位", "测评对象", "測評對象", "unit"), required=True),
    Column("answer", ("答案", "评价", "評價", "测评结果", "測評結果", "等次", "分数", "分數", "answer"), required=True),
    Column("question", ("问题", "問題", "测评内容", "測評內容", "测评项目", "測評項目", "question")),
    Column("group", ("组别", "組別", "测评组", "測評組", "评委组", "評委組", "测评人员", "group")),
    Column("source", ("来源", "來源", "测评", "測評", "source")),
    Column("rater", ("测评人", "測評人", "姓名", "rater")),
)


@dataclass(frozen=True)
class VotesTable:
    """The ballots of a table, and what a person should know."""

    ballots: tuple[BallotReturn, ...]
    problems: tuple[Problem, ...]


@dataclass
class _Slip:
    """A ballot while its rows are gathered."""

    source: Source
    group: str
    set: str
    number: str
    place: Place
    rater: str = ""
    answers: dict[str, list[Answer | None]] = field(default_factory=dict)
    seen: dict[tuple[str, int], Place] = field(default_factory=dict)


def read_ballot_table(path: Path, result: Result | None, units: Sequence[Unit]) -> VotesTable:
    """Read a table of votes; a row with an error is left out and the others stay.

    Units go by id or by a name that only one has, questions by their words or number; group and source may be left
    out where there is only one. Raises Refusal if the table cannot be read.
    """
    table = read_table(path, COLUMNS)
    gathered = _Gathered({source.id: source for source in result.ballots()} if result else {}, units)
    for row in table.rows:
        gathered.take(row)
    ballots = tuple(gathered.ballots())
    none = [] if any(ballot.votes for ballot in ballots) else [problem(Place(str(path)), "votes-none")]
    return VotesTable(ballots, (*table.problems, *gathered.problems, *gathered.remarks(ballots), *none))


class _Gathered:
    """Gathers rows into ballots."""

    def __init__(self, sources: Mapping[str, Source], units: Sequence[Unit]) -> None:
        self.sources, self.units = sources, units
        self.slips: dict[tuple[str, str, str, str], _Slip] = {}
        self.problems: list[Problem] = []
        self.known = {key: _names(rated(source, units)) for key, source in sources.items()}

    def take(self, row: Row) -> None:
        """Take one row in, or say why it cannot be used."""
        number = _plain(row.text("number"))
        number = str(int(number)) if number.isascii() and number.isdecimal() else number
        source = self._source(row)
        if not number:
            self._say(row, "number", "vote-number-missing")
        elif source is not None:
            group, unit, question = self._group(row, source), self._unit(row, source), self._question(row, source)
            if group is not None and unit is not None and question is not None:
                self._answer(row, source, group, unit, question, number)

    def _answer(self, row: Row, source: Source, group: str, unit: Unit, question: int, number: str) -> None:
        key = (source.id, set_of(source, unit), group, number)
        slip = self.slips.setdefault(key, _Slip(source, group, key[1], number, row.place, row.text("rater")))
        asked = ballot_of(source).questions[question]
        other = slip.seen.setdefault((unit.id, question), row.place_of("answer"))
        if other != row.place_of("answer"):
            self._say(row, "answer", "vote-twice", unit.id, number=number, id=unit.id, question=asked, first=other)
            return
        entry = box(ballot_of(source), question + 1, unit.id)
        reading = _quiet(read_entry(entry, row.text("answer")))
        if reading.code:
            code = "vote-refused" if reading.code == "entry-refused" else "vote-normalised"
            said = {"typed": reading.typed, "read": reading.shown(), "allowed": entry.allowed(), "question": asked}
            self._say(row, "answer", code, unit.id, id=unit.id, **said)
        if isinstance(reading.value, str | Decimal):
            answers = slip.answers.setdefault(unit.id, [None] * len(ballot_of(source).questions))
            answers[question] = reading.value

    def _source(self, row: Row) -> Source | None:
        typed = row.text("source")
        if not typed and len(self.sources) == 1:
            return next(iter(self.sources.values()))
        found = next((s for s in self.sources.values() if _plain(typed) in (_plain(s.id), _plain(s.name))), None)
        if found is None:
            known = "、".join(source.name for source in self.sources.values()) or "—"
            self._say(row, "source", "vote-unknown-source", source=typed or "—", known=known)
        return found

    def _group(self, row: Row, source: Source) -> str | None:
        typed, names = row.text("group"), [group.name for group in groups(ballot_of(source))]
        if len(names) == 1 and (not typed or not names[0]):
            return names[0]
        found = next((name for name in names if _plain(name) == _plain(typed)), None)
        if found is None:
            details = {"source": source.name, "group": typed or "—", "known": "、".join(names)}
            self._say(row, "group", "vote-unknown-group", **details)
        return found

    def _unit(self, row: Row, source: Source) -> Unit | None:
        typed = row.text("unit")
        found = self.known[source.id].get(_plain(typed))
        if found is None:
            self._say(row, "unit", "vote-unknown-unit", source=source.name, id=typed or "—")
        return found

    def _question(self, row: Row, source: Source) -> int | None:
        typed, questions = _plain(row.text("question")), ballot_of(source).questions
        if not typed and len(questions) == 1:
            return 0
        named = {_plain(text): n for n, text in enumerate(questions)}
        found = named.get(typed, {str(n): n - 1 for n, _ in enumerate(questions, 1)}.get(typed))
        if found is None:
            known = "、".join(f"{n} {text}" for n, text in enumerate(questions, 1))
            details = {"source": source.name, "question": row.text("question") or "—", "known": known}
            self._say(row, "question", "vote-unknown-question", **details)
        return found

    def _say(self, row: Row, column: str, code: str, of_unit: str = "", **details: object) -> None:
        self.problems.append(problem(row.place_of(column), code, unit=of_unit, **details))

    def ballots(self) -> Iterator[BallotReturn]:
        """Give the ballots in the order in which they first appear."""
        for slip in self.slips.values():
            yield BallotReturn(
                source=slip.source.id,
                group=slip.group,
                set=slip.set,
                number=slip.number,
                place=slip.place,
                votes={unit: tuple(answers) for unit, answers in slip.answers.items()},
                units=sum(set_of(slip.source, unit) == slip.set for unit in rated(slip.source, self.units)),
                signed=ballot_of(slip.source).signed,
                rater=slip.rater,
            )

    def remarks(self, ballots: Sequence[BallotReturn]) -> Iterator[Problem]:
        """Say which ballots lack the name that they must have, or give everyone the top."""
        for ballot in ballots:
            if ballot.signed and ballot.votes and not ballot.rater:
                yield problem(ballot.place, "ballot-unsigned", number=ballot.number)
            if gives_all_the_top(self.sources[ballot.source], ballot):
                yield problem(ballot.place, "ballot-all-top", number=ballot.number, count=len(ballot.votes))


def _names(units: Sequence[Unit]) -> Mapping[str, Unit]:
    """Give the units by id, and by a name that only one of them has."""
    names = Counter(_plain(unit.name) for unit in units)
    by_name = {name: unit for unit in units if names[name := _plain(unit.name)] == 1}
    return by_name | {_plain(unit.id): unit for unit in units}


def _plain(text: str) -> str:
    return normalize("NFKC", text).strip().casefold()


def _quiet(reading: Reading) -> Reading:
    """In a table every number is text; that alone is nothing to speak of."""
    if reading == BLANK or reading.code != "entry-normalised" or reading.typed != shown(reading.value):
        return reading
    return Reading(reading.value)
