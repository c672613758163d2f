"""What a unit says of its evidence: read from the sheet of a returned form, document by document.

Apart from ``verify``, which scores: nothing here moves points, and whether a fault should have been found where a
document is missing, is for a person to judge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from xlrubric.entries import Value, shown
from xlrubric.eyes import Found
from xlrubric.layout.evidence import REMARK, STATE, STATES, WHERE, Document, documents, evidence_words
from xlrubric.problems import Place, Problem, problem
from xlrubric.returned import Contents
from xlrubric.rules import plain
from xlrubric.standard import Standard

UNREAD, UNSAID = "unread", "unsaid"


@dataclass(frozen=True)
class Said:
    """What is said of one document: ``state`` is one of ``STATES``, ``unsaid`` (blank) or ``unread`` (another word).

    ``typed`` is what stands in the state's cell, and ``place`` that cell; None where its row is gone.
    """

    document: Document
    state: str
    typed: str
    where: str
    remark: str
    place: Place | None


def ticks(contents: Contents, prefix: str) -> dict[str, Value]:
    """Give what stands in the cells of one unit to be ticked, by local name, as it stands."""
    start = f"{STATE}:"
    return {start + rest: found.cell.value for rest, found in contents.starting(prefix + start)}


def read_evidence(contents: Contents, standard: Standard, prefix: str) -> tuple[Said, ...]:
    """Read one unit's part; ``standard`` is the variant for it. Nothing where the form has no such sheet."""
    if next(contents.starting(f"{prefix}evidence."), None) is None:
        return ()
    known = dict(zip(map(_bare, evidence_words(standard)), STATES, strict=True))
    return tuple(_said(contents, prefix, document, known) for document in documents(standard))


def _said(contents: Contents, prefix: str, document: Document, known: Mapping[str, str]) -> Said:
    state, where, remark = (contents.entries.get(f"{prefix}{what}:{document.id}") for what in (STATE, WHERE, REMARK))
    typed = _text(state)
    name = f"{prefix}{STATE}:{document.id}"
    place = contents.place(name) if state else None
    meant = known.get(_bare(typed), UNREAD) if typed else UNSAID
    return Said(document, meant, typed, _text(where), _text(remark), place)


def _bare(word: str) -> str:
    return normalize("NFKC", word).strip().casefold()


def _text(found: Found | None) -> str:
    """Give what stands in a cell as text: a number plainly, as a file's number may be one."""
    if found is None:
        return ""
    value = found.cell.value
    return plain(value) if isinstance(value, Decimal) else "" if value is None else str(value).strip()


def evidence_problems(said: tuple[Said, ...], standard: Standard, unit: str) -> Iterator[Problem]:
    """Name what stands in a cell to be ticked and is none of its words."""
    allowed = " / ".join(evidence_words(standard))
    for one in said:
        if one.state == UNREAD and one.place:
            details = {"item": one.document.item.id, "document": one.document.text, "typed": shown(one.typed)}
            yield problem(one.place, "evidence-unread", unit=unit, **details, allowed=allowed)
