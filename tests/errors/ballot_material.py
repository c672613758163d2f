"""The material of the error book of ballots: small rubrics, and what is done to ballots and tables of votes.

Apart from the book only for its length.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.ballots.damage import fact, put, without_column, without_row
from tests.ballots.material import LEVELS, UNITS, filled, gathered, slip_of, source_of, standard
from xlrubric.ballots.blanks import ballot_sources, unplaced
from xlrubric.ballots.votes_table import read_ballot_table
from xlrubric.problems import Problem, Refusal
from xlrubric.standard import Standard
from xlrubric.units import Unit

ALL = {"U1": "好", "U2": "较好", "U3": "一般"}
WORDS = standard(f"questions: [总体评价], {LEVELS}")
SIGNED = standard(f"questions: [总体评价], {LEVELS}, signed: true")
LEAD = standard(f"questions: [q], {LEVELS}, per: lead")
GROUPS = standard(f"questions: [q], {LEVELS}, groups: [{{name: 代表, weight: 40%}}, {{name: 干部, weight: 60%}}]")
TAGGED = standard(f"questions: [总体评价], {LEVELS}", more="applies_to: [直管],")
TRIMMED = standard(f"questions: [q], {LEVELS}, trim: 1")
OTHER = standard(f"questions: [总体评价, 作风], {LEVELS}")
FULL = filled(WORDS, ALL)

Found = Callable[[], Sequence[Problem]]


def collected(made: Standard, *files: bytes, units: tuple[Unit, ...] = UNITS) -> Found:
    """Collect files named a.xlsx, b.xlsx …"""
    return lambda: gathered(made, {f"{'abcde'[n]}.xlsx": data for n, data in enumerate(files)}, units).problems


def table(made: Standard, text: str) -> Found:
    """Read a table of votes v.csv in the present folder."""

    def found() -> Sequence[Problem]:
        Path("v.csv").write_text(text, encoding="utf-8")
        return read_ballot_table(Path("v.csv"), made.rubric.result, UNITS).problems

    return found


def refused(made: Standard, source: str | None) -> Found:
    """Ask for the ballots of a source that there is not."""

    def found() -> Sequence[Problem]:
        try:
            ballot_sources(made, source, "r.yaml")
        except Refusal as refusal:
            return refusal.problems
        return ()

    return found


def numbered(made: Standard, number: int, group: str = "") -> bytes:
    return filled(made, ALL, slip_of(made, number, group=group))


FORMS_ONLY = WORDS.rubric.model_copy(update={"result": None})
SENT_TWO = standard(f"questions: [q], {LEVELS}, ballots: 2")
THIRD = fact(filled(SENT_TWO, ALL), SENT_TWO, "number", "3")
DIRECT = tuple(replace(unit, tags=frozenset({"直管"})) for unit in UNITS)
QUESTION_GONE = without_column(filled(OTHER, {"U1": ["好", "好"]}), OTHER, "D", range(6, 10))
MATERIAL: dict[str, Found] = {
    "ballots-not-in-rubric": refused(Standard(FORMS_ONLY), None),
    "ballots-no-such-source": refused(WORDS, "poll"),
    "ballots-rate-nobody": lambda: unplaced([source_of(TAGGED)], UNITS, "u.csv"),
    "ballot-unit-in-no-set": lambda: unplaced([source_of(LEAD)], (*UNITS, Unit("U4", "州林业局")), "u.csv"),
    "ballot-damaged": collected(WORDS, fact(FULL, WORDS, "number", "三")),
    "ballot-other-source": collected(WORDS, fact(FULL, WORDS, "source", "poll")),
    "ballot-other-group": collected(GROUPS, fact(FULL, WORDS, "group", "群众")),
    "ballot-other-version": collected(OTHER, FULL),
    "ballot-unknown-unit": collected(WORDS, FULL, units=UNITS[1:]),
    "ballot-unit-not-rated": collected(
        TAGGED, filled(TAGGED, ALL, slip_of(TAGGED, units=DIRECT)), units=(UNITS[0], *DIRECT[1:])
    ),
    "ballot-row-gone": collected(WORDS, without_row(FULL, WORDS, 8)),
    "ballot-question-gone": collected(OTHER, QUESTION_GONE),
    "vote-refused": collected(WORDS, put(FULL, WORDS, "D7", "很好")),
    "vote-normalised": collected(WORDS, put(FULL, WORDS, "D7", "好 ")),
    "ballot-blank": collected(WORDS, filled(WORDS)),
    "ballot-unsigned": collected(SIGNED, filled(SIGNED, ALL)),
    "ballot-units-blank": collected(WORDS, filled(WORDS, {"U2": "好"})),
    "ballot-all-top": collected(WORDS, filled(WORDS, dict.fromkeys(ALL, "好"))),
    "ballot-newer": collected(WORDS, filled(WORDS, {"U1": "好"}), filled(WORDS, ALL, day=2)),
    "ballot-newer-but-blank": collected(WORDS, filled(WORDS, day=2), FULL),
    "ballot-number-shared": collected(WORDS, FULL, filled(WORDS, {"U1": "一般"}, day=2)),
    "ballot-rater-twice": collected(SIGNED, *(filled(SIGNED, ALL, slip_of(SIGNED, n), rater="张三") for n in (1, 2))),
    "ballots-missing": collected(GROUPS, numbered(GROUPS, 1, "代表")),
    "ballots-few": collected(TRIMMED, numbered(TRIMMED, 1), numbered(TRIMMED, 2)),
    "ballots-many": collected(SENT_TWO, numbered(SENT_TWO, 1), numbered(SENT_TWO, 2), THIRD),
    "votes-few": collected(WORDS, filled(WORDS, {"U1": "好", "U2": "好"})),
    "vote-number-missing": table(WORDS, "票号,单位,评价\n,U1,好\n"),
    "vote-unknown-source": table(WORDS, "票号,来源,单位,评价\n1,poll,U1,好\n"),
    "vote-unknown-group": table(GROUPS, "票号,组别,单位,评价\n1,群众,U1,好\n"),
    "vote-unknown-unit": table(WORDS, "票号,单位,评价\n1,U9,好\n"),
    "vote-unknown-question": table(OTHER, "票号,单位,问题,评价\n1,U1,廉洁,好\n"),
    "vote-twice": table(WORDS, "票号,单位,评价\n1,U1,好\n1,U1,一般\n"),
    "votes-none": table(WORDS, "票号,单位,评价\n"),
}
