"""The rectification lists of the demonstration, filled in half a year later: most is put right, some is late.

Apart from ``forms``, which come before the ranking: these answer it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from random import Random

from xlrubric.build import Built, file_names
from xlrubric.days import serial_of
from xlrubric.feedback.book import feedback_book
from xlrubric.feedback.lists import CHECKED_WORDS, CLEARED, DONE, DONE_WORDS, NOT_DONE, SENT_BACK, UNDER_WAY, Fault
from xlrubric.feedback.material import UnitFeedback, unit_feedback
from xlrubric.ranked import Ranked
from xlrubric.writer import Stamp

SEED = 2019
BACK = datetime(2019, 6, 28, 9)
DEADLINES = (date(2019, 3, 31), date(2019, 5, 31), date(2019, 9, 30))
MEASURES = ("制定清单，专人负责", "补开会议，补齐记录", "修订制度，按月检查", "集中培训，逐人过关")
STATES = (DONE, DONE, DONE, UNDER_WAY, NOT_DONE)


def filled_lists(ranked: Ranked) -> Iterator[Built]:
    """Fill in the lists of all units but every fifth, which sends none."""
    chance = Random(SEED)
    units = list(unit_feedback(ranked))
    names = file_names([f"{unit.unit} {unit.name}" for unit in units])
    for n, (unit, file) in enumerate(zip(units, names, strict=True)):
        answers = {fault.key: _answers(unit, fault, chance) for fault in unit.faults}
        if n % 5 != 4:
            yield Built(file, feedback_book(dict(ranked.facts), unit, Stamp(BACK, f"{unit.name}联络员"), answers))


def _answers(unit: UnitFeedback, fault: Fault, chance: Random) -> dict[str, Decimal | str]:
    """Answer one row: what is to be done by whom until when, how far it is, and whether that was checked."""
    deadline, state = chance.choice(DEADLINES), chance.choice(STATES)
    answers: dict[str, Decimal | str] = {
        "measure": chance.choice(MEASURES),
        "responsible": f"{unit.name}书记",
        "deadline": serial_of(deadline),
        "done": DONE_WORDS["zh-Hans"][state],
    }
    if state != DONE:
        return answers
    answers |= {"done_on": serial_of(min(deadline, date(2019, 5, 20))), "evidence": "整改台账、会议记录"}
    if chance.random() < 0.8:
        word = SENT_BACK if chance.random() < 0.1 else CLEARED
        answers |= {"checked": CHECKED_WORDS["zh-Hans"][word], "checked_by": "州直工委"}
    return answers
