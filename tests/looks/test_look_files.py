"""Looks from YAML files: what one says goes before its base, and everything that is wrong is named at its place."""

import re
from pathlib import Path

import pytest

from tests.looks.made import OWN, SHIPPED, look_of, shipped_skin, skin_of
from xlrubric.layout.form import lead_form, unit_form
from xlrubric.looks.checks import placeholders
from xlrubric.looks.paper import PAPERS, Paper
from xlrubric.looks.shape import LANGUAGES, STYLE, TABS
from xlrubric.messages import line
from xlrubric.problems import Refusal
from xlrubric.shipped_files import shipped
from xlrubric.skin import DEFAULTS, merged, read_look, read_skin, shipped_look, shipped_looks, tidied
from xlrubric.standard import read_standard
from xlrubric.units import Unit

OFFICIAL_FILE = shipped("templates") / "official.yaml"


def wrong(folder: Path, text: str, base: str = "based_on: official\n") -> list[tuple[str, int]]:
    """Give code and line of everything that is wrong with a look, the base's line not counted."""
    with pytest.raises(Refusal) as caught:
        look_of(folder, base + text)
    return [(p.code, p.place.line - base.count("\n")) for p in caught.value.problems]


def test_a_look_says_only_what_differs(tmp_path: Path) -> None:
    own, official = skin_of(tmp_path, OWN), shipped_skin("official")
    assert (own.font, own.size, own.title_font) == ("仿宋", 11, official.title_font)
    assert own.widths == {**official.widths, "item": 22, "finding": 44, "section": 12}
    assert own.styles["head"] == {k: v for k, v in official.styles["head"].items() if k != "bold"} | {"fill": "#EAD1DC"}
    unsized = {k: v for k, v in official.styles.items() if k != "head" and "size" not in v}
    assert {k: own.styles[k] for k in unsized} == unsized
    assert own.labels == {
        **official.labels,
        "remark": "说明",
        "cover": "首页",
        "footer_page": "{page}／{pages}",
        "status_open": "项没有填",
    }
    assert (own.paper.name, own.paper.landscape, own.paper.top) == ("A3", False, official.paper.top)
    assert (dict(own.header), own.footer) == ({"center": "{period}"}, official.footer)


def test_labels_are_those_of_one_language_and_a_font_may_be_for_all(tmp_path: Path) -> None:
    look = look_of(tmp_path, OWN)
    english, traditional = read_skin("en", look), read_skin("zh-Hant", look)
    assert english.labels == shipped_skin("official", "en").labels
    assert {english.font, traditional.font} == {"仿宋"}


def test_a_look_may_be_based_on_any_shipped_one(tmp_path: Path) -> None:
    own, compact = skin_of(tmp_path, "based_on: compact\nsize: 8\n"), shipped_skin("compact")
    assert (own.size, own.font, own.border, own.widths) == (8, compact.font, compact.border, compact.widths)


def test_a_style_may_switch_off_what_its_base_has(tmp_path: Path) -> None:
    text = "based_on: official\nstyles: {head: {fill: none, border: false, bold: false, wrap: false, align: left}}\n"
    assert skin_of(tmp_path, text).styles["head"] == {}


def test_howto_lines_may_be_fewer_and_lose_placeholders_but_bring_no_new_ones(tmp_path: Path) -> None:
    text = "based_on: official\nlabels: {zh-Hans: {howto_lines: [一、填淡黄色的格子。, '二、以“{counts}”为准。']}}\n"
    assert skin_of(tmp_path, text).howto == ("一、填淡黄色的格子。", "二、以“{counts}”为准。")
    assert wrong(tmp_path, "labels: {zh-Hans: {howto_lines: ['{who}填']}}\n") == [("look-placeholder", 1)]


def test_a_whole_look_needs_no_base_and_may_leave_out_what_is_on_paper(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^(footer|paper):.*\n", "", OFFICIAL_FILE.read_text(encoding="utf-8"))
    own, official = skin_of(tmp_path, text), shipped_skin("official")
    assert (own.paper, own.footer, own.styles) == (official.paper, official.footer, official.styles)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("colour: red\n", "look-key-unknown"),
        ("fonts: {fr: Arial}\n", "look-key-unknown"),
        ("styles: {head: {colour: '#000000'}}\n", "look-key-unknown"),
        ("marks: {lost: {border: true}}\n", "look-key-unknown"),
        ("header: {middle: x}\n", "look-key-unknown"),
        ("paper: {colour: white}\n", "look-key-unknown"),
        ("paper: {margins: {inner: 1}}\n", "look-key-unknown"),
        ("labels: {zh: {remark: 说明}}\n", "look-key-unknown"),
        ("styles: {headline: {bold: true}}\n", "look-style-unknown"),
        ("marks: {gained: {bold: true}}\n", "look-style-unknown"),
        ("widths: {notes: 3}\n", "look-width-unknown"),
        ("labels: {en: {remarks: Notes}}\n", "look-label-unknown"),
        ("size: big\n", "look-number"),
        ("size: 200\n", "look-number"),
        ("size: -3\n", "look-number"),
        ("widths: {item: 0.5}\n", "look-number"),
        ("widths: {item: 1e3}\n", "look-number"),
        ("widths: {item: NaN}\n", "look-number"),
        ("styles: {text: {indent: 99}}\n", "look-number"),
        ("paper: {margins: {left: 9}}\n", "look-number"),
        ("border: grey\n", "look-colour"),
        ("border: none\n", "look-colour"),
        ("styles: {head: {fill: '#12345'}}\n", "look-colour"),
        ("styles: {head: {fill: '#12345G'}}\n", "look-colour"),
        ("marks: {lost: {fill: none}}\n", "look-colour"),
        ("styles: {head: {bold: yes}}\n", "look-word"),
        ("styles: {head: {align: centre}}\n", "look-word"),
        ("styles: {head: {border: wavy}}\n", "look-word"),
        ("styles: {head: {sides: top middle}}\n", "look-word"),
        ("paper: {size: B4}\n", "look-word"),
        ("paper: {orientation: wide}\n", "look-word"),
        ("styles: {head: [bold]}\n", "look-not-a-table"),
        ("labels: {en: Notes}\n", "look-not-a-table"),
        ("footer: page\n", "look-not-a-table"),
        ("fonts: {en: [Arial]}\n", "look-not-a-value"),
        ("fonts: {en: ''}\n", "look-not-a-value"),
        ("labels: {en: {remark: [a]}}\n", "look-not-a-value"),
        ("footer: {left: [a]}\n", "look-not-a-value"),
        ("footer: {left: '{unit'}\n", "look-edge"),
        ("footer: {left: '{0}'}\n", "look-edge"),
        ("labels: {en: {of_points: points}}\n", "look-placeholder"),
        ("labels: {en: {of_points: '{points} {more}'}}\n", "look-placeholder"),
        ("labels: {en: {of_points: '{points'}}\n", "look-placeholder"),
        ("labels: {en: {cover: ''}}\n", "look-tab"),
        ("labels: {en: {cover: scores}}\n", "look-tab"),
        ("labels: {en: {cover: History}}\n", "look-tab"),
        ("labels: {en: {cover: \"it's'\"}}\n", "look-tab"),
        (
            "labels: {zh-Hans: {scoring: 这个工作表的名称实在是太长了长得超过三十一个字所以表格软件不会接受它}}\n",
            "look-tab",
        ),
    ],
)
def test_everything_that_cannot_be_used_is_named_by_its_line(tmp_path: Path, text: str, code: str) -> None:
    assert wrong(tmp_path, text) == [(code, 1)]


def test_everything_is_told_at_once_and_in_both_languages(tmp_path: Path) -> None:
    text = "based_on: official\nsize: x\nborder: red\nwidths:\n  item: wide\nstyles:\n  head: {bold: maybe}\n"
    with pytest.raises(Refusal) as caught:
        look_of(tmp_path, text)
    assert sorted(p.place.line for p in caught.value.problems) == [2, 3, 5, 7]
    assert all(line(p, "zh") != line(p, "en") for p in caught.value.problems)


@pytest.mark.parametrize("name", ["official", "compact", "english"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_look_serves_every_language(name: str, language: str) -> None:
    skin, official = shipped_skin(name, language), shipped_skin("official", language)
    assert (skin.look, skin.language) == (name, language)
    for part in ("styles", "marks", "widths", "labels"):
        assert getattr(skin, part).keys() == getattr(official, part).keys()


def test_the_shipped_looks_are_those_of_the_folder_and_every_default_is_one_of_them() -> None:
    assert tuple(sorted(SHIPPED)) == tuple(shipped_looks())
    assert set(DEFAULTS.values()) <= set(SHIPPED)
    assert [read_skin(language).look for language in LANGUAGES] == ["official", "official", "english"]
    assert read_skin("en") is shipped_skin("english", "en")


def test_the_compact_look_is_smaller_in_everything_that_takes_room() -> None:
    compact, official = shipped_skin("compact"), shipped_skin("official")
    assert compact.size < official.size and compact.title_size < official.title_size
    assert all(compact.widths[name] <= width for name, width in official.widths.items())
    assert sum(compact.widths.values()) < 0.95 * sum(official.widths.values())


def test_the_english_look_prints_no_chinese_blank() -> None:
    skin = shipped_skin("english", "en")
    assert all(
        sign.isascii() or sign == "·" for text in (*skin.footer.values(), *skin.header.values()) for sign in text
    )


def test_a_look_is_named_by_its_file_and_what_is_in_it(tmp_path: Path) -> None:
    one, same, other = (look_of(tmp_path, text) for text in (OWN, OWN, OWN + "\n"))
    assert one.name == same.name != other.name
    assert re.fullmatch("look-[0-9a-f]{8}", one.name)
    (tmp_path / "official.yaml").write_bytes(OFFICIAL_FILE.read_bytes())
    assert re.fullmatch("official-[0-9a-f]{8}", read_look(tmp_path / "official.yaml").name)


def test_a_shipped_look_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refusal) as caught:
        shipped_look("offical")
    assert dict(caught.value.problems[0].details) == {"name": "offical", "known": "compact, english, official"}


def test_tables_are_joined_name_by_name_and_values_replaced() -> None:
    base = {"a": {"x": "1", "y": "2"}, "b": "3", "c": {"z": "4"}}
    assert merged(base, {"a": {"y": "5"}, "b": "6", "d": {"q": "7"}}) == {
        "a": {"x": "1", "y": "5"},
        "b": "6",
        "c": {"z": "4"},
        "d": {"q": "7"},
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"bold": "false", "align": "left"}, {}),
        ({"size": "10.0"}, {}),
        ({"title": "true", "size": "16"}, {"title": "true"}),
        ({"fill": "#abcdef"}, {"fill": "#ABCDEF"}),
        ({"color": "#000000"}, {"color": "none"}),
        ({"border": "thin", "border_color": "#7f7f7f"}, {"border": "true"}),
        ({"border": "false", "sides": "top"}, {}),
        ({"border": "true", "sides": "right left  bottom top"}, {"border": "true"}),
        ({"border": "true", "sides": "bottom top"}, {"border": "true", "sides": "top bottom"}),
        ({"format": "General", "indent": "0"}, {}),
    ],
)
def test_equal_styles_are_equal_however_they_are_written(one: dict[str, str], other: dict[str, str]) -> None:
    assert tidied(one, 10, 16, "#7F7F7F") == tidied(other, 10, 16, "#7F7F7F")


@pytest.mark.parametrize("key", sorted(STYLE))
def test_every_attribute_of_a_style_makes_a_difference(key: str) -> None:
    values = {"font": "楷体", "size": "13", "align": "right", "valign": "top", "indent": "2", "format": "0.00"}
    values |= {"color": "#112233", "fill": "#112233", "border_color": "#112233", "sides": "top", "border": "double"}
    base = {"border": "true"} if key in ("border_color", "sides") else {}
    assert tidied({**base, key: values.get(key, "true")}, 10, 16, "#7F7F7F") != tidied(base, 10, 16, "#7F7F7F")


@pytest.mark.parametrize(("text", "names"), [("", set()), ("a {b} {c}", {"b", "c"}), ("{{x}}", set()), ("{", None)])
def test_placeholders_are_found(text: str, names: set[str] | None) -> None:
    assert placeholders(text) == names


def test_paper_has_the_room_that_is_left_between_its_margins() -> None:
    upright, flat = (Paper("A4", landscape, 1, 1, 1.3, 1.5) for landscape in (False, True))
    assert flat.room == (780, 505)
    assert (upright.room[0], upright.room[1]) == pytest.approx((533, 752), abs=2)
    assert Paper("A4", True, 2, 1, 1.3, 1.5).room[0] == pytest.approx(780 - 72 / 2.54, abs=1)
    assert [Paper(name, True, 1, 1, 1, 1).code for name in PAPERS] == [8, 9, 11, 1]


def test_every_label_that_names_a_tab_is_checked_as_one() -> None:
    units = tuple(Unit(f"U{n}", f"单位{n}", "", "办公室") for n in range(2))
    standard, skin = read_standard(shipped("rubrics") / "tianjin-2020.yaml"), shipped_skin("official")
    forms = (unit_form(standard, skin, units[0]), lead_form(standard, skin, "办公室", units))
    taken = {sheet.name for form in forms for sheet in form.sheets} - {unit.name for unit in units}
    named = {name for name in taken if not name.startswith(skin.labels["workings"])}
    assert named <= {skin.labels[tab] for tab in TABS}
