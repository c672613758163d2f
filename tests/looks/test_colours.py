"""The colours of a workbook's cells: plain, of the theme, tinted, numbered, automatic."""

import pytest
from openpyxl.styles.colors import Color

from xlrubric.looks.colours import colour, theme_colours, tinted


@pytest.mark.parametrize(
    ("text", "tint", "wanted"),
    [
        ("#4F81BD", 0.0, "#4F81BD"),
        ("#000000", 0.5, "#808080"),
        ("#FFFFFF", -0.25, "#BFBFBF"),
        ("#4F81BD", 0.8, "#DCE6F2"),
        ("#4F81BD", -0.5, "#244062"),
    ],
)
def test_a_tint_makes_a_colour_lighter_or_darker_as_excel_does(text: str, tint: float, wanted: str) -> None:
    made = tinted(text, tint)
    assert all(abs(int(made[n : n + 2], 16) - int(wanted[n : n + 2], 16)) <= 1 for n in (1, 3, 5))


def test_an_automatic_colour_is_none_and_an_unknown_one_an_error() -> None:
    assert colour(None, ()) is None
    assert colour(Color(indexed=64), ()) is None
    assert colour(Color(auto=True), ()) is None
    with pytest.raises(ValueError, match="theme 4"):
        colour(Color(theme=4), ())


def test_a_theme_counts_light_before_dark() -> None:
    parts = "".join(f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>' for n, v in (("dk1", "111111"), ("lt1", "eeeeee")))
    found = theme_colours(f"<x>{parts}</x>".encode())
    assert found[:3] == ("#EEEEEE", "#111111", "")
    assert theme_colours(None) == ()
