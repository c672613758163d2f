"""A blank ballot: what stands on it, what can be typed, what is hidden, how it prints, in three languages."""

import io
import re
import string
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.ballots.material import LEVELS, UNITS, filled, slip_of, source, standard
from xlrubric.ballots.layout import layout_mark, name_width, question_width, slip_form
from xlrubric.ballots.slips import fingerprint
from xlrubric.ballots.words import ballot_skin
from xlrubric.identity import find_identity
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.xlsx import read_workbook

LANGUAGES = ("zh-Hans", "zh-Hant", "en")
GROUPS = "groups: [{name: 代表, weight: 40%, ballots: 2}, {name: 干部, weight: 60%}]"
SIGNED = f"questions: [总体评价], {LEVELS}, signed: true"
SCALE = "questions: [德, 能], scale: {from: 0, to: 20}"


def opened(data: bytes, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def made(ballot: str, language: str = "zh-Hans") -> Any:
    return opened(filled(standard(ballot, language)))


# What stands on it


def test_the_sheet_has_a_row_a_unit_and_a_column_a_question() -> None:
    page = made(SCALE)["测评票"]
    assert [cell.value for cell in page[6]][:6] == ["head", "编号", "单位", "德", "能", "已填"]
    assert [[cell.value for cell in row[:2]] for row in page["B7:C9"]] == [
        ["U1", "州财政局"],
        ["U2", "州教育局"],
        ["U3", "州水利局"],
    ]
    assert page["B2"].value == "2018年述职评议"
    assert page["B3"].value == "述职测评票　第01号（共9张）"


def test_source_set_group_and_number_stand_under_the_title() -> None:
    of = standard(f"{SCALE}, per: lead, {GROUPS}")
    page = opened(filled(of, slip=slip_of(of, 1, group="代表", set_="乙委")))["测评票"]
    assert page["B3"].value == "述职测评票　乙委　代表　第01号（共2张）"


def test_levels_are_named_with_their_points_and_a_scale_with_its_bounds() -> None:
    assert "好（100分）、较好（80分）、一般（60分）" in made(SIGNED)["测评票"]["B4"].value
    assert "填0至20之间的分数" in made(SCALE)["测评票"]["B4"].value


def test_of_a_share_the_points_say_nothing() -> None:
    told_ = made(f"questions: [q], {LEVELS}, share: [好]")["测评票"]["B4"].value
    assert "好、较好、一般" in told_ and "100分" not in told_


def test_a_signed_ballot_asks_for_name_and_date_and_an_anonymous_one_says_so() -> None:
    signed, anonymous = made(SIGNED)["测评票"], made(SCALE)["测评票"]
    assert [signed[f"B{row}"].value for row in (11, 12)] == ["测评人", "日期"]
    assert [signed[f"C{row}"].protection.locked for row in (11, 12)] == [False, False]
    assert "本票记名" in signed["B4"].value and "本票不记名" in anonymous["B4"].value
    assert anonymous.max_row == 9


def test_the_note_of_the_source_is_for_the_office_and_not_for_raters() -> None:
    assert "现场测评" not in opened(filled(standard(SCALE, more="note: 现场测评,")))["测评票"]["B4"].value


def test_only_the_cells_to_be_filled_in_are_open_and_the_sheet_is_protected() -> None:
    page = made(SIGNED)["测评票"]
    open_ = sorted(c.coordinate for row in page.iter_rows() for c in row if not c.protection.locked)
    assert set(open_) - {"D11", "D12"} == {"D7", "D8", "D9", "C11", "C12"}  # D11 and D12 are merged into C
    assert page.protection.sheet
    assert not page.protection.formatColumns and not page.protection.formatRows  # these may be done


def test_a_dropdown_offers_the_levels_and_refuses_other_words() -> None:
    book = made(SIGNED)
    rules = {str(rule.sqref): rule for rule in book["测评票"].data_validations.dataValidation}
    rule = rules["D7"]
    assert (rule.type, rule.formula1, rule.errorStyle or "stop") == ("list", "'列表'!$B$2:$B$4", "stop")
    assert [cell.value for (cell,) in book["列表"]["B2:B4"]] == ["好", "较好", "一般"]
    assert (rule.promptTitle, rule.error) == ("州财政局　总体评价", "这里只能选：好 / 较好 / 一般。")


def test_a_scale_lets_decimals_within_its_bounds_stand() -> None:
    rules = {str(rule.sqref): rule for rule in made(SCALE)["测评票"].data_validations.dataValidation}
    rule = rules["E9"]
    assert (rule.type, rule.operator or "between", rule.formula1, rule.formula2) == ("decimal", "between", "0", "20")
    assert "列表" not in made(SCALE).sheetnames


def test_progress_is_a_live_formula_with_its_value_beside_it() -> None:
    of = standard(SCALE)
    data = filled(of, {"U1": [Decimal(9), Decimal(8)], "U3": [Decimal(7), None]})
    assert opened(data)["测评票"]["B5"].value == '="已填 "&SUM(F7:F9)&" 格，共 6 格"'
    shown = opened(data, values=True)["测评票"]
    assert shown["B5"].value == "已填 3 格，共 6 格"
    assert [shown[f"F{row}"].value for row in (7, 8, 9)] == [2, 0, 1]


def test_keys_and_the_helper_column_are_hidden_and_the_identity_very_hidden() -> None:
    book = made(SIGNED)
    page = book["测评票"]
    assert page.column_dimensions["A"].hidden and page.row_dimensions[1].hidden and page.column_dimensions["E"].hidden
    assert [page[f"A{row}"].value for row in (1, 7, 8, 9)] == ["ballot", "unit.U1", "unit.U2", "unit.U3"]
    assert [page[f"{c}1"].value for c in "BCDE"] == ["id", "name", "question.1", "done"]
    assert (book["列表"].sheet_state, book["标识"].sheet_state) == ("hidden", "veryHidden")


def test_the_identity_tells_which_ballot_it_is() -> None:
    of = standard(f"{SCALE}, per: lead, {GROUPS}")
    data = filled(of, slip=slip_of(of, 2, group="代表", set_="甲委"))
    identity = find_identity(read_workbook(data, "a.xlsx"), "a.xlsx")
    assert identity is not None and identity.kind == "ballot"
    facts = {key: identity.facts[key] for key in ("rubric", "series", "source", "group", "set", "number", "of")}
    assert facts == {
        "rubric": "shuzhi-2018",
        "series": "shuzhi",
        "source": "hearing",
        "group": "代表",
        "set": "甲委",
        "number": "2",
        "of": "2",
    }
    assert [unit.id for unit in identity.units] == ["U1", "U2"]
    assert [identity.facts[f"question.{n}"] for n in (1, 2)] == ["德", "能"]
    assert identity.facts["fingerprint"] == fingerprint(of.rubric.result.sources[0])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "other",
    [
        "questions: [德, 才], scale: {from: 0, to: 20}",
        "questions: [德, 能], scale: {from: 0, to: 10}",
        "questions: [德, 能], levels: {A: 2, B: 1}",
        "questions: [德, 能], scale: {from: 0, to: 20}, signed: true",
    ],
)
def test_another_question_answer_or_signature_is_another_fingerprint(other: str) -> None:
    assert fingerprint(source(other)) != fingerprint(source(SCALE))


def test_another_number_of_ballots_or_weight_is_the_same_fingerprint() -> None:
    assert fingerprint(source(f"{SCALE}, ballots: 9, trim: 1, {GROUPS}")) == fingerprint(source(SCALE))


def test_the_mark_of_the_layout_changes_with_a_label_and_not_with_the_units() -> None:
    of, skin = standard(SCALE), ballot_skin("zh-Hans")
    one = of.rubric.result.sources[0]  # type: ignore[union-attr]
    other = replace(skin, labels={**skin.labels, "how_blank": "other"})
    assert layout_mark(of, skin, one) == layout_mark(of, skin, one) != layout_mark(of, other, one)


# Print, width, languages


def test_it_prints_one_page_wide_on_a4_with_the_headings_repeated() -> None:
    page = made(SIGNED)["测评票"]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.fitToWidth in (None, 1)  # 1 if not said
    assert page.print_title_rows == "$6:$6"
    assert page.freeze_panes == "A7"
    assert "述职测评票" in page.oddFooter.left.text


def many(count: int, ballot: str = SIGNED) -> Any:
    units = [Unit(f"U{n}", f"单位{n}") for n in range(1, count + 1)]
    of = standard(ballot)
    return slip_form(of, ballot_skin("zh-Hans"), slip_of(of, units=units)).sheets[0]


def test_a_short_ballot_is_on_one_page_and_a_long_one_breaks_before_a_unit() -> None:
    short, long = many(8), many(60)
    assert short.whole and short.breaks == ()
    assert not long.whole and long.breaks
    last = max(row for row, key in long.row_keys.items() if key.startswith("unit."))
    assert all(row <= last for row in long.breaks)  # the signatures stay with the last unit


def test_the_words_above_the_table_are_given_the_height_that_they_need() -> None:
    narrow, wide = many(3), many(3, "questions: [a, b, c, d, e, f], " + LEVELS)
    assert narrow.heights[4] >= 5 * 11 * 1.3  # five lines at least
    assert narrow.heights[4] >= wide.heights[4]


def test_a_long_name_and_a_long_question_make_their_rows_higher() -> None:
    of = standard("questions: [" + "很长的问题" * 10 + ", b, c, d, e, f, g, h], " + LEVELS)
    units = (Unit("U1", "州" + "综合行政服务中心" * 6), *UNITS[1:])
    sheet = slip_form(of, ballot_skin("zh-Hans"), slip_of(of, units=units)).sheets[0]
    assert sheet.heights[7] > 40 > sheet.heights[8]
    assert sheet.heights[6] > 100


@pytest.mark.parametrize(("count", "width"), [(1, 26.0), (4, 21.0), (7, 12.0), (12, 12.0)])
def test_questions_share_the_width_of_a_page_as_far_as_they_can_be_read(count: int, width: float) -> None:
    assert question_width(count) == width
    assert 36 <= name_width(count) <= 54 and (count > 4 or 10 + name_width(count) + count * width <= 130)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ballot", [SIGNED, SCALE])
def test_it_is_made_in_every_language(language: str, ballot: str) -> None:
    skin, book = ballot_skin(language), made(ballot, language)
    assert book.sheetnames[0] == skin.labels["tab"]
    texts = [c.value for row in book[skin.labels["tab"]].iter_rows() for c in row if isinstance(c.value, str)]
    assert not any(re.search(r"\{\w+\}", text) for text in texts)


def test_an_english_ballot_has_no_chinese_of_ours() -> None:
    skin = ballot_skin("en")
    assert not [text for text in skin.labels.values() if re.search("[\u4e00-\u9fff]", text)]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_languages_have_the_same_labels_with_the_same_placeholders(language: str) -> None:
    one, other = ballot_skin("zh-Hans").labels, ballot_skin(language).labels
    assert one.keys() == other.keys()
    assert {k: holes(v) for k, v in one.items()} == {k: holes(v) for k, v in other.items()}


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_tabs_have_three_names_that_excel_takes(language: str) -> None:
    names = [ballot_skin(language).labels[tab] for tab in ("tab", "lists", "identity")]
    assert len({name.casefold() for name in names}) == 3
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_typed_text_is_never_a_formula() -> None:
    units = (Unit("U1", "=1+1"), Unit("U2", "@x"), *UNITS[2:])
    of = standard("questions: ['=A1'], " + LEVELS)
    page = opened(filled(of, slip=slip_of(of, units=units)))["测评票"]
    assert [page[cell].data_type for cell in ("C7", "C8", "D6")] == ["s", "s", "s"]


def same(of: Standard) -> bytes:
    return filled(of, {"U1": "好"})


def test_the_same_ballot_gives_the_same_bytes() -> None:
    of = standard(f"questions: [q], {LEVELS}")
    assert same(of) == same(of)
