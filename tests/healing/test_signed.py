"""Signed forms made good: the new form is signed as the old one was, and a forged one is not made a right one."""

import pytest

from tests.healing.test_commands import collect, folder, heal
from tests.returns.forms import FACTS, FAULTS, FORM, LED, SKIN, STANDARD, UNITS, form_of, read, spot, stamp, written
from tests.returns.raw import put
from xlrubric.healing import Healed, Opening, healing_of
from xlrubric.healing import heal as heal_all
from xlrubric.identity import find_identity
from xlrubric.intake import Arrived
from xlrubric.problems import Place, Problem
from xlrubric.sealing import seal_fault, sealed
from xlrubric.xlsx import read_workbook

__all__ = ["folder"]  # a fixture
KEY = b"k" * 32
OTHER = b"o" * 32
HEALING = healing_of(STANDARD, SKIN, UNITS, stamp(2), opening=Opening(key=KEY))
PLAIN = healing_of(STANDARD, SKIN, UNITS, stamp(2))


def damaged(key: bytes | None = KEY) -> bytes:
    return put(written(sealed(FORM, key), {"U01": FAULTS}), spot("review.total:"), 100)


def healed(data: bytes) -> tuple[Healed, list[Problem]]:
    (one,), said = heal_all(HEALING, [Arrived("甲.xlsx", data)])
    return one, list(said)


def fault(data: bytes, key: bytes = KEY) -> str:
    """Say what is wrong with the signature of a form; nothing where it is right."""
    identity = find_identity(read_workbook(data, "a.xlsx"), "a.xlsx")
    assert identity is not None
    found = seal_fault(identity.facts, Place("a.xlsx"), key)
    return found.code if found else ""


def test_a_signed_form_that_is_made_good_is_signed_again() -> None:
    one, said = healed(damaged())
    assert fault(one.made.data) == ""
    assert said == []
    assert read(one.made.data)[0].status == "scored"


@pytest.mark.parametrize(("key", "code"), [(None, "form-unsigned"), (OTHER, "form-forged")])
def test_a_form_without_the_offices_signature_gets_none_and_is_named(key: bytes | None, code: str) -> None:
    one, said = healed(damaged(key))
    assert fault(one.made.data) == "form-unsigned"
    assert [p.code for p in said] == [code]


def test_a_signed_form_whose_identity_was_changed_is_not_made_a_right_one() -> None:
    one, said = healed(put(damaged(), (SKIN.labels["identity"], FACTS["unit.0.name"]), "州教育局"))
    assert fault(one.made.data) == "form-unsigned"
    assert [p.code for p in said] == ["form-forged"]


def test_a_lead_units_form_is_signed_again_with_all_its_units() -> None:
    one, _ = healed(written(sealed(LED, KEY), {"U01": FAULTS}))
    assert fault(one.made.data) == ""


def test_without_a_key_nothing_is_signed() -> None:
    (one,), said = heal_all(PLAIN, [Arrived("甲.xlsx", damaged())])
    assert fault(one.made.data) == "form-unsigned" and not said


def test_both_commands_take_the_key(folder) -> None:  # type: ignore[no-untyped-def]
    (folder / "key").write_bytes(KEY)
    for path in (folder / "back").iterdir():
        path.unlink()
    (folder / "back" / "a.xlsx").write_bytes(damaged())
    (folder / "back" / "b.xlsx").write_bytes(written(sealed(form_of(1), OTHER), {"U02": FAULTS}))
    _, said = heal(folder, "--key-file", folder / "key")
    assert "b.xlsx" in said and "form-forged" in said and "form-unsigned" not in said
    collect(folder, "--key-file", folder / "key", "--marked", folder / "marked")
    for made in ("good", "marked"):
        assert fault((folder / made / "a.xlsx").read_bytes()) == ""
    assert fault((folder / "good" / "b.xlsx").read_bytes()) == "form-unsigned"
