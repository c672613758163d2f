"""Every shipped rubric, with every shipped look and for every hand: a stamped workbook equals the rendered one.

By default a small rubric goes through every look and hand, and each of the others through one of them in its turn;
XLRUBRIC_TESTS=thorough goes through every combination, and for the small one through every set of blank fields.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from tests.effort import THOROUGH
from tests.proof.samples import STAMP, shipped_names, standard_of
from tests.stamping.packages import parts, rendered
from xlrubric.layout.hands import HANDS
from xlrubric.skin import Skin, read_skin, shipped_look, shipped_looks
from xlrubric.stamping.blanks import Stamper
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.xlsx import read_workbook

SMALL, TAGGED = "food-hygiene", "diving"
KEY = b"a key of the office"
NAMES, LOOKS = shipped_names(), (*shipped_looks(),)
FIELDS = ("group", "lead", "contact")
FULL = {"group": "一组", "lead": "牵头 & 单位", "contact": "联系人 <b>"}
Case = tuple[str, str, str, bool]


def cases() -> Iterator[Case]:
    """Give rubric, look, hand, and whether it is signed."""
    every = list(product(LOOKS, HANDS))
    for n, name in enumerate(NAMES):
        for turn, (look, hand) in enumerate(every):
            if THOROUGH or name == SMALL or turn == n % len(every):
                yield name, look, hand, (turn + n) % 2 == 0


@cache
def standard(name: str) -> Standard:
    return standard_of(name)


@cache
def skin(language: str, look: str) -> Skin:
    return read_skin(language, shipped_look(look))


def sets_of_tags(of: Standard) -> list[frozenset[str]]:
    """Give no tags, each one, and all."""
    one_each = [frozenset({tag}) for tag in sorted(of.known_tags)]
    return list(dict.fromkeys((of.known_tags, *one_each, frozenset())))


def units(of: Standard, turn: int) -> list[Unit]:
    """Give a unit by turns: with some of its fields and tags, first with all of them."""
    tags = sets_of_tags(of)
    blanks = [dict(zip(FIELDS, texts, strict=True)) for texts in product(*(("", FULL[field]) for field in FIELDS))]
    others = [
        Unit(f"u{n}", f"第{n}街道_x0041_ ", tags=own, **blank) for n, (blank, own) in enumerate(product(blanks, tags))
    ]
    every = [Unit("U001", "第1街道办事处", tags=tags[0], **FULL), *others]
    return every if THOROUGH and of.rubric.rubric == standard(SMALL).rubric.rubric else [every[turn % len(every)]]


@pytest.mark.parametrize(("name", "look", "hand", "signed"), list(cases()))
def test_a_stamped_workbook_equals_the_rendered_one(name: str, look: str, hand: str, signed: bool) -> None:
    of, key = standard(name), KEY if signed else None
    of_look = skin(of.rubric.language, look)
    stamper = Stamper(of, of_look, STAMP, HANDS[hand], key)
    for unit in units(of, NAMES.index(name) + list(HANDS).index(hand)):
        stamper.stamped(replace(unit, id="another", name="unit"))  # whose texts must not stay
        made = stamper.stamped(unit)
        assert made is not None
        assert parts(made) == parts(rendered(of, of_look, unit, STAMP, HANDS[hand], key))


@pytest.mark.parametrize("name", [name for name in NAMES if THOROUGH and standard(name).known_tags] or [TAGGED])
def test_each_set_of_tags_has_a_blank_of_its_own(name: str) -> None:
    of = standard(name)
    of_look = read_skin(of.rubric.language)
    stamper = Stamper(of, of_look, STAMP)
    for tags in sets_of_tags(of):
        unit = Unit("u1", "甲", tags=tags | {"不在细则中"})
        made = stamper.stamped(unit)
        assert made is not None and parts(made) == parts(rendered(of, of_look, unit, STAMP))


@pytest.mark.parametrize("name", NAMES if THOROUGH else [SMALL])
def test_a_stamped_workbook_is_read_as_any_other(name: str) -> None:
    of = standard(name)
    made = Stamper(of, read_skin(of.rubric.language), STAMP).stamped(Unit("U1", "<甲> & 乙", "一组"))
    assert made is not None
    book = read_workbook(made, "u.xlsx")
    texts = {cell.value for sheet in book.sheets for cell in sheet.cells.values()}
    assert {"U1", "<甲> & 乙", "一组"} <= texts
