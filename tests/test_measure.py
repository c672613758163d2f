"""Row heights: no text is cut off, whatever its script; columns and rows only grow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.layout.measure import (
    CENTRED,
    LINE,
    LINES,
    MARGIN,
    PADDING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PIXELS_A_CHARACTER,
    TALLEST,
    height,
    lines,
    needed,
    page_breaks,
    page_room,
    signs,
    spread,
    widest_word,
)

ANY = st.text(st.sampled_from("ab i字，。“”（）12 \n—é·０Ａ;"), max_size=80)
WIDTHS = st.floats(4, 80)
WIDE = (78 + PADDING - 5) / PIXELS_A_CHARACTER  # a column with 78 pixels for text: 4 wide signs of 12 points
SIZES = st.sampled_from((9, 10, 10.5, 11, 14, 18))


@pytest.mark.parametrize(
    ("text", "size", "pixels"),
    [
        ("", 12, 0),
        ("字", 12, 16),  # 12 points are 16 pixels
        ("字字", 9, 24),
        ("a", 12, 8.8),
        ("“字”", 12, 48),  # Chinese fonts have wide quotation marks
        ("Ａ１", 12, 32),
        ("1.5 分", 12, 16 + 4 * 8.8),
    ],
)
def test_a_wide_sign_is_as_wide_as_the_font_is_high(text: str, size: float, pixels: float) -> None:
    assert signs(text, size) == pytest.approx(pixels)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        # in font sizes: room for 4.8; a wide sign takes 1, a digit 0.64, a blank 0.32 (or 0.5, in 宋体)
        ("", WIDE, 1),
        ("一二三四", WIDE, 1),
        ("一二三四五", WIDE, 2),
        ("一二三四五六七八九", WIDE, 3),
        ("一二三四，五六七", WIDE, 3),  # 一二三 | 四，五六 | 七: the comma goes with its sign
        ("一\n二", WIDE, 2),
        ("一\n", WIDE, 2),
        ("\n\n", WIDE, 3),
        ("ab cd ef", WIDE, 1),  # 4.5, or 4 in 宋体
        ("ab cd ef gh", WIDE, 2),
        ("abcdefghm", WIDE, 2),  # one word of 5.69 is broken, which in 宋体 is one of 4.5
        ("iiiiiiiii", WIDE, 1),  # 2.52, or 4.5 in 宋体
        ("iiiiiiiiii", WIDE, 2),  # 5 in 宋体
        ("abcdefghijklmnopqrst", WIDE, 3),
        ("一二三四", 0, 4),  # never narrower than two font sizes in points: one sign
    ],
)
def test_lines_are_counted_as_a_program_breaks_them(text: str, width: float, expected: int) -> None:
    assert lines(text, width, 12) == expected


def test_a_closing_sign_never_begins_a_line_and_an_opening_one_never_ends_it() -> None:
    assert lines("一二三“四”", WIDE, 12) == 2
    assert lines("一二三四。", WIDE, 12) == 2
    assert lines("一二（三四五）六七", WIDE, 12) == 3  # 一二 | （三四 | 五）六七


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二34五六", 2),  # 一二34 | 五六
        ("一二“34”五六", 3),  # 一 | 二“34” | 五六: LibreOffice does not part a quotation mark from its neighbours
        ("一二≥1234五", 3),  # 一 | 二≥1234 | 五
        ("一二三四≥五六七", 2),  # a wide sign has no room: the line ends before it
    ],
)
def test_where_a_narrow_sign_has_no_room_libreoffice_goes_back(text: str, expected: int) -> None:
    assert lines(text, WIDE, 12) == expected


PROSE = "All machines carry guards; emergency exits are marked, lit and free of obstacles, and the labels are legible"


def test_calibri_takes_fewer_lines_than_a_font_that_is_not_known_and_lower_ones() -> None:
    assert lines(PROSE, 24, 10, "Calibri") == 5
    assert lines(PROSE, 24, 10) == lines(PROSE, 24, 10, "宋体") == 6
    assert needed(PROSE, 24, 10, "Calibri") == pytest.approx(5 * 10 * LINES["Calibri"] + MARGIN)


def test_a_word_is_broken_behind_its_hyphen_but_a_number_is_not() -> None:
    assert lines("one non-compliance", 12, 10, "Calibri") == 2  # one non- | compliance
    assert lines("one nonxcompliance", 12, 10, "Calibri") == 3
    assert lines("on 2018-11-20", 9, 10, "Calibri") == lines("on x018x11x20", 9, 10, "Calibri")


def test_a_centred_text_has_more_room_than_an_indented_one() -> None:
    assert lines("一二三四五", 10, 10) == 2
    assert lines("一二三四五", 10, 10, padding=CENTRED) == 1


@given(ANY, WIDTHS, SIZES)
def test_all_of_a_text_fits_into_its_lines(text: str, width: float, size: float) -> None:
    room = max(width * PIXELS_A_CHARACTER + 5 - PADDING, size * 2)
    half = sum(1.0 if sign > "\xff" else 0.5 for sign in text if sign not in "\n ") * size * 96 / 72
    assert lines(text, width, size) * room >= half * 0.999
    assert lines(text, width, size) >= text.count("\n") + 1


@given(ANY, WIDTHS, SIZES)
def test_no_text_takes_more_lines_than_it_has_signs(text: str, width: float, size: float) -> None:
    assert lines(text, width, size) <= max(1, len(text)) + text.count("\n")


@given(ANY, SIZES, WIDTHS, st.floats(0, 40))
def test_a_text_of_single_signs_takes_no_more_lines_in_a_wider_column(
    text: str, size: float, width: float, more: float
) -> None:
    loose = " ".join(text)
    assert lines(loose, width + more, size) <= lines(loose, width, size)


@given(ANY, ANY, WIDTHS, SIZES)
def test_more_text_never_takes_fewer_lines(text: str, more: str, width: float, size: float) -> None:
    assert lines(f"{text}\n{more}", width, size) == lines(text, width, size) + lines(more, width, size)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("一", 12 * LINE + MARGIN), ("一二三四五", 24 * LINE + MARGIN), ("字\n" * 999, TALLEST)],
)
def test_a_row_is_as_high_as_its_lines_and_never_higher_than_a_sheet_allows(text: str, expected: float) -> None:
    assert height(text, WIDE, 12) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("needed", "rows", "expected"),
    [
        (60, [20.0, 20.0], [30.0, 30.0]),
        (60, [20.0, 40.0], [20.0, 40.0]),
        (70, [20.0, 40.0], [25.0, 45.0]),
        (10, [20.0], [20.0]),
        (0, [], []),
    ],
)
def test_rows_are_raised_evenly_and_never_lowered(needed: float, rows: list[float], expected: list[float]) -> None:
    assert spread(needed, rows) == pytest.approx(expected)


@given(st.floats(0, 2000), st.lists(st.floats(10, 400), min_size=1, max_size=12))
def test_rows_together_are_as_high_as_needed(needed: float, rows: list[float]) -> None:
    raised = spread(needed, rows)
    assert sum(raised) >= needed * 0.999999
    assert all(new >= old for new, old in zip(raised, rows, strict=True))


def test_a_page_of_wide_columns_is_shrunk_and_holds_more_rows() -> None:
    narrow = [10.0] * 5  # 5 * 75 pixels are 281 points: no need to shrink
    assert page_room(narrow) == PAGE_HEIGHT
    pixels = PAGE_WIDTH / 72 * 96 * 2  # twice as wide as the page
    assert page_room([(pixels - 5) / PIXELS_A_CHARACTER]) == pytest.approx(PAGE_HEIGHT * 2)


@pytest.mark.parametrize(
    ("blocks", "used", "repeated", "expected"),
    [
        ([], 10.0, 10.0, ()),
        ([(5, 50.0), (9, 40.0)], 10.0, 10.0, ()),  # 10 + 50 + 40 = 100: just full
        ([(5, 50.0), (9, 41.0)], 10.0, 10.0, (9,)),
        ([(5, 50.0), (9, 45.0), (12, 45.0), (20, 1.0)], 10.0, 10.0, (9, 20)),  # 10 + 45 + 45 = 100
        ([(5, 300.0), (9, 50.0)], 10.0, 10.0, (9,)),  # too high for any page: not moved for nothing
        ([(5, 95.0)], 40.0, 10.0, (5,)),  # the title's page has no room for it
    ],
)
def test_a_page_begins_where_the_next_block_would_be_torn(
    blocks: list[tuple[int, float]], used: float, repeated: float, expected: tuple[int, ...]
) -> None:
    assert page_breaks(blocks, used, repeated, 100.0) == expected


HEIGHTS = st.lists(st.floats(1, 120), max_size=20)


@given(HEIGHTS, st.floats(0, 60))
def test_no_page_is_overfull_but_by_a_block_that_fits_nowhere(heights: list[float], repeated: float) -> None:
    breaks = page_breaks(list(enumerate(heights, 1)), repeated, repeated, 100.0)
    used, begun = repeated, True
    for row, tall in enumerate(heights, 1):
        used, begun = (repeated, True) if row in breaks else (used, begun)
        assert begun or used + tall <= 100.0
        used, begun = used + tall, False


@pytest.mark.parametrize(
    ("names", "fits"),
    [
        (("一、主体责任", "二、政治建设"), 9),  # a Chinese name may break behind any sign
        (("Storage", "Preparation"), 16),  # eleven letters, bold, and the cell's padding
        (("Prep",), 9),
        ((), 9),
    ],
)
def test_a_column_is_widened_for_a_whole_word_and_not_for_signs_that_may_break(
    names: tuple[str, ...], fits: int
) -> None:
    wide = widest_word(names, 10)
    assert wide <= fits
    assert all(lines(name, max(wide, 9), 10) <= len(name.split()) + 1 for name in names)
    if names == ("Storage", "Preparation"):
        assert wide > widest_word(("Storage",), 10) > 0
