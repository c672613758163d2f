"""Names of files fit every system."""

import unicodedata
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.outputs import fits_file_name, safe_file_name, write_bytes

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)
AWKWARD = st.text(st.sampled_from('aCON.123 \\/:*?"<>|\t\u200b\ud800单\U0002a6d6'), max_size=120)


def test_the_longest_safe_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / (safe_file_name("𪛖" * 100) + ".xlsx")
    write_bytes(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("教务处", "教务处"),
        ("A/B:C", "A_B_C"),
        ('\\/:*?"<>|', "_________"),
        ("第一\n分局\t", "第一_分局_"),
        (" 甲 单位 ", "甲 单位"),
        ("\u3000甲\u3000", "甲"),
        ("甲. . ", "甲"),
        ("..", "_"),
        ("", "_"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("COM10", "COM10"),
        ("console", "console"),
        ("nul .x", "_nul .x"),
        ("甲\ud800", "甲_"),
        ("甲\u200b乙", "甲_乙"),
        ("甲" * 100, "甲" * 80),
        ("a" * 79 + "." + "b" * 9, "a" * 79),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_file_name(text) == name


@given(ANY_TEXT | AWKWARD)
def test_every_text_gives_a_name_that_fits_everywhere(text: str) -> None:
    name = safe_file_name(text)
    assert fits_file_name(name)
    assert 1 <= len(name) <= 80
    assert len(name.encode("utf-8")) <= 240
    assert PurePath(name).name == name
    assert safe_file_name(name) == name


@given(AWKWARD | ANY_TEXT)
def test_a_short_name_that_fits_is_kept(text: str) -> None:
    if fits_file_name(text) and len(text) <= 60:
        assert safe_file_name(text) == text


@given(st.characters(categories=("Cc", "Cf", "Cs")))
def test_nothing_unseen_is_left_in_a_name(character: str) -> None:
    assert unicodedata.category(safe_file_name(f"甲{character}乙")[1]) == "Pc"
    assert not fits_file_name(f"甲{character}乙")
