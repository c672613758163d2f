"""The blanks that are stamped: which texts of a unit stand where, and when a unit's form cannot be stamped.

Apart from ``archive``, which knows only bytes. A blank serves all units whose texts make the same parts: the same tags,
the same fields blank, the same of them alike. A workbook's table of texts holds each text once, so a text that stands
elsewhere in the form as well (a group called «有») belongs to the blank.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlrubric.excel_page import Told, header_footer, shared_string
from xlrubric.layout.extras import UNIT_FIELDS
from xlrubric.layout.form import Form
from xlrubric.layout.hands import BOTH, Hands
from xlrubric.sealing import facts_of, signature, signed_with
from xlrubric.skin import Skin
from xlrubric.stamping.archive import Archive, cut, fixed_parts
from xlrubric.stamping.bases import Bases, does_not_fit, fields_of, marked_texts, reworded
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

MOST_BLANKS = 256
_TEXT = re.compile(rb"<si>.*?</si>", re.DOTALL)
Kind = tuple[int | str, ...]  # for each field the first that is alike, or the text itself where it belongs to the blank


@dataclass(frozen=True, eq=False, slots=True)
class Blank:
    """A rendered form with gaps for ``texts`` and for the headers and footers of ``owners``, both with marks.

    ``words`` are the elements of all other texts; ``facts`` is what is signed, with marks.
    """

    archive: Archive
    texts: tuple[str, ...]
    owners: tuple[str, ...]
    words: frozenset[bytes]
    facts: Mapping[str, str]


class Stamper:
    """Stamps the blank forms of one standard, look and hand, and keeps the blanks for the next unit."""

    def __init__(
        self, standard: Standard, skin: Skin, stamp: Stamp, hands: Hands = BOTH, key: bytes | None = None
    ) -> None:
        self.standard, self.skin, self.stamp, self.key = standard, skin, stamp, key
        self.bases = Bases(standard, skin, hands)
        self.blank = lru_cache(maxsize=MOST_BLANKS)(self._blank)

    def stamped(self, unit: Unit) -> bytes | None:
        """Give a unit's blank workbook; None where its texts make it another one, which must be rendered."""
        if does_not_fit(unit):
            return None
        fields = fields_of(unit)
        tags, filled = unit.tags & self.standard.known_tags, tuple(map(bool, fields))
        kind: Kind = tuple(map(fields.index, fields))
        if (blank := self.blank(tags, filled, kind)) is None:
            return None
        if (made := self._filled(blank, fields)) is not None:
            return made
        own = tuple(text if shared_string(text) in blank.words else n for text, n in zip(fields, kind, strict=True))
        other = self.blank(tags, filled, own) if own != kind else None
        return None if other is None else self._filled(other, fields)

    def _filled(self, blank: Blank, fields: Sequence[str]) -> bytes | None:
        """Put a unit's texts into a blank; None where one of them stands there already, or is written otherwise."""
        words = {ord(mark): text for mark, text in zip(self.bases.marks, fields, strict=False)}
        if self.key is not None:
            facts = {name: text.translate(words) for name, text in blank.facts.items()}
            words[ord(self.bases.marks[-1])] = signature(facts, self.key)
        texts = [made for text in blank.texts if (made := shared_string(text.translate(words))) is not None]
        if not len(blank.texts) == len(texts) == len(set(texts)) or not blank.words.isdisjoint(texts):
            return None
        return blank.archive.filled([*texts, *(self._edges(owner.translate(words)) for owner in blank.owners)])

    def _edges(self, owner: str) -> bytes:
        rubric = self.standard.rubric
        return header_footer(self.skin, Told(rubric.title, owner, rubric.period or ""))

    def _blank(self, tags: frozenset[str], filled: tuple[bool, ...], kind: Kind) -> Blank | None:
        """Render a form with marks and cut it at them; None where it cannot be cut."""
        marks = self.bases.marks
        base = self.bases.made(tags, filled)
        fields = (marks[same] if isinstance(same, int) else same for same in kind)
        unit = Unit(
            tags=tags, **{name: text for name, text, there in zip(UNIT_FIELDS, fields, filled, strict=True) if there}
        )
        form = reworded(base.form, unit, dict(zip(map(ord, marks), fields_of(unit), strict=False)))
        facts = facts_of(form)
        form = form if self.key is None else signed_with(form, marks[-1])
        return self._cut(form, render(form, base.blank_values(), self.stamp), facts)

    def _cut(self, form: Form, data: bytes, facts: Mapping[str, str]) -> Blank | None:
        marks = self.bases.marks
        texts = tuple(marked_texts(form.sheets, marks))
        owners = tuple(dict.fromkeys(sheet.owner for sheet in form.sheets if not set(marks).isdisjoint(sheet.owner)))
        gaps = [shared_string(text) or b"" for text in texts] + [self._edges(owner) for owner in owners]
        archive = cut(data, gaps, [mark.encode() for mark in marks])
        if archive is None or b"" in gaps:
            return None
        words = frozenset(found for part in fixed_parts(archive) for found in _TEXT.findall(part))
        return Blank(archive, texts, owners, words, facts)
