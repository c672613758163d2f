"""What stands in the open cells of a return: as any mapping of cells, and little of it."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.problems import Place
from xlrubric.scoring import Value
from xlrubric.typed_cells import KeptCells, Typed, value_in

SPOTS = {"shared.text:1.1": ("评分表", "H9"), "remark:1.1": ("评分表", "P9"), "sign.1:": ("封面", "C12")}


def kept(**written: Value) -> KeptCells:
    return KeptCells("a.xlsx", SPOTS, {"shared.text:1.1": "省级表彰", **written})


def test_a_cell_is_what_stands_in_it_and_where() -> None:
    assert kept()["shared.text:1.1"] == Typed("省级表彰", Place("a.xlsx", sheet="评分表", cell="H9"))


def test_a_blank_cell_has_a_place_too() -> None:
    assert kept()["sign.1:"] == Typed(None, Place("a.xlsx", sheet="封面", cell="C12"))


def test_of_a_cell_that_the_form_does_not_have_nothing_is_known() -> None:
    with pytest.raises(KeyError):
        kept()["sign.2:"]
    assert kept().get("sign.2:") is None
    assert "sign.2:" not in kept()
    assert value_in(kept(), "sign.2:") is None


def test_it_equals_any_other_mapping_of_the_same_cells_also_after_another_process() -> None:
    cells = kept()
    assert cells == dict(cells)
    assert pickle.loads(pickle.dumps(cells)) == cells
    assert cells != KeptCells("b.xlsx", SPOTS, {"shared.text:1.1": "省级表彰"})


@given(st.dictionaries(st.sampled_from(sorted(SPOTS)), st.one_of(st.text(), st.none(), st.booleans())))
def test_a_value_is_the_same_asked_for_in_any_way(written: dict[str, Value]) -> None:
    cells = KeptCells("a.xlsx", SPOTS, written)
    plain = dict(cells)
    assert len(cells) == len(plain) == len(SPOTS)
    for local in (*SPOTS, "none"):
        assert value_in(cells, local) == value_in(plain, local) == (plain[local].value if local in plain else None)
