"""What a rectification list is: its rows, its columns, its words, and how its locked texts are known again.

Apart from the writing and the reading, which share it and know nothing of each other. The words of the dropdowns are
data of the list, not of its look, so they stand here and not in ``templates``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from json import dumps

from xlrubric.rules import plain
from xlrubric.typed_text import cell_text

KIND = "rectification"
LOCKED = ("item", "finding", "words", "remark", "points")
OF_UNIT = ("measure", "responsible", "deadline", "done", "done_on", "evidence")
OF_REVIEW = ("checked", "checked_by")
OPEN = (*OF_UNIT, *OF_REVIEW)
COLUMNS = (*LOCKED, *OPEN)
DAYS = ("deadline", "done_on")

NOT_DONE, UNDER_WAY, DONE = "not_done", "under_way", "done"
CLEARED, SENT_BACK = "cleared", "sent_back"
DONE_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-Hans": {NOT_DONE: "未完成", UNDER_WAY: "整改中", DONE: "已完成"},
    "zh-Hant": {NOT_DONE: "未完成", UNDER_WAY: "整改中", DONE: "已完成"},
    "en": {NOT_DONE: "not done", UNDER_WAY: "under way", DONE: "done"},
}
CHECKED_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-Hans": {CLEARED: "已销号", SENT_BACK: "退回"},
    "zh-Hant": {CLEARED: "已銷號", SENT_BACK: "退回"},
    "en": {CLEARED: "cleared", SENT_BACK: "sent back"},
}
DROPDOWNS = {"done": DONE_WORDS, "checked": CHECKED_WORDS}


@dataclass(frozen=True, slots=True)
class Fault:
    """One point lost, as the list names it: where, by which finding, in which words, with the reviewers' remark.

    ``key`` is the row's: the finding's id, or ``zero:1.1`` where an item scores nothing. ``points`` are what it cost
    (below zero); ``item`` is the item's id and name.
    """

    key: str

    item: str
    finding: str
    words: str
    remark: str
    points: Decimal

    @property
    def item_id(self) -> str:
        """Give the id of the item alone."""
        return self.item.partition(" ")[0]

    def texts(self) -> dict[str, str]:
        """Give what stands in the locked cells, by column."""
        own = {key: cell_text(getattr(self, key)) for key in LOCKED if key != "points"}
        return {**own, "points": plain(self.points)}


def seal(faults: Iterable[Fault]) -> str:
    """Give 16 hexadecimal digits that change with any text of the rows, but not with their order."""
    lines = sorted(dumps([fault.key, *fault.texts().values()], ensure_ascii=False) for fault in faults)
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
