"""Mutants of a good form: bits flipped, bytes lost, zeroed or doubled, characters of the XML changed, packed rightly.

Of those that still open, none may give another score unless a person is told to look. ``XLRUBRIC_MUTANTS`` says how
many there are of each kind (80, if it is not set); each has its own seed, which the failure names.
"""

import os
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.hostile.zips import Member, archive, members
from tests.returns.forms import FAULTS_TOTAL, GOOD, SCORING, UNITS, read
from tests.returns.raw import parts_of, sheet_part
from xlrubric.problems import Problem

COUNT = int(os.environ.get("XLRUBRIC_MUTANTS", "80"))
CHUNK = 100  # mutants in one test
ENDED = ("unreadable", "not_a_form", "flagged", "without_score", "archive_not_opened")
PARTS = members(parts_of(GOOD))
PACKED = [replace(member, data=member.raw) for member in PARTS]  # each part is packed once
TEXTS = [n for n, member in enumerate(PARTS) if member.name.startswith(("xl/w", "xl/s", "xl/_rels"))]
SHEETS = [n for n in TEXTS if PARTS[n].name == sheet_part(SCORING)]
Mutator = Callable[[random.Random], bytes]


def flipped(chance: random.Random) -> bytes:
    """Flip one to three bits."""
    data = bytearray(GOOD)
    for _ in range(chance.randint(1, 3)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(chance: random.Random) -> bytes:
    return GOOD[: chance.randrange(1, len(GOOD))]


def holed(chance: random.Random) -> bytes:
    """Lose, zero or double some bytes, as a bad disk or a broken line does."""
    start, length = chance.randrange(len(GOOD)), chance.choice((1, 2, 16, 512, 4096))
    inside = chance.choice((b"", bytes(length), GOOD[start : start + length] * 2))
    return GOOD[:start] + inside + GOOD[start + length :]


def headed(chance: random.Random) -> bytes:
    """Change a byte of the headings or of the directory, where every field can lie."""
    data = bytearray(GOOD)
    marks = [place for place in range(len(GOOD) - 4) if GOOD[place : place + 2] == b"PK" and GOOD[place + 2] < 8]
    data[min(chance.choice(marks) + chance.randrange(4, 60), len(data) - 1)] = chance.randrange(256)
    return bytes(data)


def _with_text(number: int, content: bytes) -> bytes:
    listed = list(PACKED)
    listed[number] = Member(PARTS[number].name, content)
    return archive(listed)


def misspelt(chance: random.Random) -> bytes:
    """Change characters of a part's XML and pack it rightly: no checksum tells."""
    number = chance.choice(TEXTS if chance.random() < 0.3 else SHEETS)
    text = bytearray(PARTS[number].content)
    for _ in range(chance.randint(1, 2)):
        text[chance.randrange(len(text))] = ord(chance.choice('<>/"=& 0123456789AKLMNrcvftsn.-+'))
    return _with_text(number, bytes(text))


def redigited(chance: random.Random) -> bytes:
    """Change a digit of the scoring sheet: an address, a value, a text's number, a formula, a style."""
    (number,) = SHEETS
    text = bytearray(PARTS[number].content)
    start = text.index(b"<sheetData>")
    places = [place for place in range(start, len(text)) if 48 <= text[place] <= 57]
    text[chance.choice(places)] = 48 + chance.randrange(10)
    return _with_text(number, bytes(text))


def shuffled(chance: random.Random) -> bytes:
    """Move, double or drop whole elements: rows and cells."""
    (number,) = SHEETS
    head, mark, rest = PARTS[number].content.partition(b"<sheetData>")
    body, tail = rest.split(b"</sheetData>")
    cutter = chance.choice((b"</row>", b"</c>"))
    pieces = [piece + cutter for piece in body.split(cutter)]
    last = pieces.pop()[: -len(cutter)]
    place, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    kind = chance.randrange(3)
    if kind == 0:
        pieces[place], pieces[other] = pieces[other], pieces[place]
    elif kind == 1:
        pieces.insert(other, pieces[place])
    else:
        del pieces[place]
    return _with_text(number, head + mark + b"".join(pieces) + last + b"</sheetData>" + tail)


MUTATORS: tuple[Mutator, ...] = (flipped, cut, holed, headed, misspelt, redigited, shuffled)


def silent(data: bytes) -> tuple[Problem, ...] | None:
    """Give the problems of a file that gives another score without telling anyone to look; None for any other."""
    account, unit = read(data)
    if account.status == "scored" and unit is not None and unit.unit == UNITS[0].id and unit.total == FAULTS_TOTAL:
        return None
    return None if account.status in ENDED else account.problems or ()


@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda mutator: mutator.__name__)
def test_no_mutant_gives_another_score_without_a_flag(mutator: Mutator, start: int) -> None:
    wrong = {}
    for seed in range(start, min(start + CHUNK, COUNT)):
        data = mutator(random.Random(f"{mutator.__name__} {seed}"))
        if data != GOOD and (told := silent(data)) is not None:
            wrong[seed] = told
    assert wrong == {}


def test_mutants_are_of_every_fate() -> None:
    """A test of the tests: some are refused, some flagged, some come through as they were."""
    fates = {
        read(mutator(random.Random(f"{mutator.__name__} {n}")))[0].status for mutator in MUTATORS for n in range(9)
    }
    assert {"scored", "flagged", "unreadable"} <= fates


def test_a_score_that_differs_unsaid_would_be_seen() -> None:
    assert silent(GOOD) is None
    assert silent(b"") is None
