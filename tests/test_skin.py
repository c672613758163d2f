"""Looks and labels: the three languages say the same things, a look of one's own is read, a broken one named."""

import re
import string
from pathlib import Path

import pytest

from tests.small_forms import RUBRICS, UNITS, single, standard
from xlrubric.layout.form import unit_form
from xlrubric.problems import Refusal
from xlrubric.rubric import FLAGS, VERBS
from xlrubric.shipped_files import shipped
from xlrubric.skin import Skin, read_skin
from xlrubric.tongue import read_tongue

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
OFFICIAL = shipped("templates") / "official.yaml"
TABS = ("cover", "scoring", "summary", "howto", "lists", "identity", "workings")
REASONS = ("floor", "limit", "zero", "reverse", "out", "rebased", "scaled", "combined", "rounded", "formula")
OF_ENGLISH = {"above", "above_each", "below", "below_each"}  # a blank before the unit, which no Chinese label needs


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def look(folder: Path, old: str, new: str) -> Path:
    """Write the official look, changed in the first place where a pattern is found."""
    text, count = re.subn(old, new, OFFICIAL.read_text(encoding="utf-8"), count=1)
    assert count == 1
    path = folder / "look.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def told(refusal: Refusal) -> list[tuple[str, dict[str, str]]]:
    return [(found.code, dict(found.details)) for found in refusal.problems]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_labels_with_the_same_placeholders(language: str) -> None:
    english, other = read_skin("en"), read_skin(language)
    assert english.labels.keys() == other.labels.keys()
    differing = [k for k in english.labels if placeholders(english.labels[k]) != placeholders(other.labels[k])]
    assert set(differing) == {"short", *OF_ENGLISH}
    assert all(placeholders(english.labels[k]) - placeholders(other.labels[k]) == {"space"} for k in OF_ENGLISH)
    assert len(english.howto) == len(other.howto)
    assert [placeholders(line) for line in other.howto if placeholders(line)] != []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_without_a_look_is_said_in_the_words_of_the_forms(language: str) -> None:
    tongue, skin = read_tongue(language), read_skin(language)
    assert (tongue.language, dict(tongue.labels)) == (language, dict(skin.labels))
    assert tongue.say("due_on", day="2020-03-31") == skin.say("due_on", day="2020-03-31")


@pytest.mark.parametrize("language", LANGUAGES)
def test_tabs_have_names_that_excel_takes(language: str) -> None:
    names = [read_skin(language).labels[tab] for tab in TABS]
    assert len({name.casefold() for name in names}) == len(TABS)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_says_a_number_or_a_word_that_the_program_decides(language: str) -> None:
    """A count of findings, or the words for «found», stand in braces: else they would be wrong one day."""
    skin = read_skin(language)
    for key in ("ask_choice", "ask_choice_count", "refuse_choice"):
        assert {"absent", "found"} <= placeholders(skin.labels[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_chinese_labels_have_chinese_signs_and_english_ones_have_none(language: str) -> None:
    skin = read_skin(language)
    chinese = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
    found = [key for key, text in skin.labels.items() if chinese.search(re.sub(r"\{.*?\}", "", text))]
    if language == "en":
        assert found == [] and not any(chinese.search(line) for line in skin.howto)
    else:
        assert len(found) > 60 and all(chinese.search(line) for line in skin.howto)


@pytest.mark.parametrize(("language", "wrong"), [("zh-Hans", "單開頁備"), ("zh-Hant", "单开页备")])
def test_simplified_and_traditional_signs_are_not_mixed(language: str, wrong: str) -> None:
    skin = read_skin(language)
    assert not [text for text in (*skin.labels.values(), *skin.howto) if set(text) & set(wrong)]


def test_placeholders_are_filled() -> None:
    english, chinese = read_skin("en"), read_skin("zh-Hans")
    assert english.say("each", verb=english.labels["verb_deduct"], amount="0.5", per="day") == "−0.5 per day"
    assert chinese.say("each", verb=chinese.labels["verb_deduct"], amount="0.5", per="次") == "每次扣0.5分"
    assert chinese.say("each", verb=chinese.labels["verb_penalty"], amount="2", per="次") == "每次从总分扣2分"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_flag_and_reason_of_the_program_has_its_words(language: str) -> None:
    labels = read_skin(language).labels
    wanted = [f"verb_{verb}" for verb in VERBS] + [f"zero_{where}" for where in ("item", "section", "total")]
    wanted += [*FLAGS[1:], *(f"rest_{kind}" for kind in REASONS)]
    assert [label for label in wanted if not labels.get(label, "").strip()] == []
    assert len({labels[f"verb_{verb}"] for verb in ("deduct", "award", "deduct_section", "penalty")}) == 4


def test_the_official_look_is_read_as_data() -> None:
    skin = read_skin("zh-Hans")
    assert (skin.font, skin.title_font, skin.styles["entry"]["align"]) == ("宋体", "黑体", "center")
    assert skin.title_size > skin.size > 0 and min(skin.widths.values()) > 0
    assert read_skin("zh-Hans") is skin  # read once


@pytest.mark.parametrize("part", ["labels", "widths", "styles", "marks"])
def test_a_skin_cannot_be_changed_by_those_who_share_it(part: str) -> None:
    with pytest.raises(TypeError):
        getattr(read_skin("en"), part)["x"] = "y"


def test_a_look_of_ones_own_changes_the_form(tmp_path: Path) -> None:
    mine = read_skin("en", look(tmp_path, r"finding: [\d.]+", "finding: 61"))
    made = unit_form(standard(RUBRICS["en"]), mine, UNITS[0])
    official = single(RUBRICS["en"])
    assert sorted(set(made.sheets[1].widths.values()) - set(official.sheets[1].widths.values())) == [61]
    assert made.formulas == official.formulas


@pytest.mark.parametrize("part", ["fonts", "title_fonts", "size", "title_size", "border", "widths", "styles", "marks"])
def test_a_look_that_lacks_a_part_is_refused_by_its_name(tmp_path: Path, part: str) -> None:
    path = look(tmp_path, rf"(?s)\n{part}:.*?(?=\n[a-z])", "")
    with pytest.raises(Refusal) as caught:
        read_skin("en", path)
    assert told(caught.value) == [("look-incomplete", {"part": part})]
    assert caught.value.problems[0].place.file == str(path)


def test_a_look_without_a_languages_font_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_skin("zh-Hant", look(tmp_path, "zh-Hant: 新細明體, ", ""))
    assert told(caught.value) == [("look-incomplete", {"part": "fonts: zh-Hant"})]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (r"size: \d+", "size: big", "look-number"),
        (r"finding: \d+", "finding: wide", "look-number"),
        (r"(?s)\nmarks:.*?(?=\n[a-z#])", "\nmarks: none", "look-not-a-table"),
    ],
)
def test_a_look_with_a_part_of_the_wrong_kind_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_skin("en", look(tmp_path, old, new))
    assert [found for found, _ in told(caught.value)] == [code]


@pytest.mark.parametrize(
    ("text", "code"), [("- a\n", "look-not-a-table"), ("size: 10\nsize: 11\n", "yaml-key-twice"), ("", "yaml-empty")]
)
def test_a_file_that_is_no_look_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "look.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        read_skin("en", tmp_path / "look.yaml")
    assert [found for found, _ in told(caught.value)] == [code]


def test_a_look_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        read_skin("en", tmp_path / "none.yaml")
    assert [code for code, _ in told(caught.value)] == ["file-unreadable"]


@pytest.mark.parametrize("inside", [True, False])
def test_shipped_files_are_found_inside_the_package_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inside: bool
) -> None:
    package = tmp_path / "xlrubric"
    wanted = package / "shipped" / "rubrics" if inside else tmp_path / "rubrics"
    for folder in (wanted, tmp_path / "rubrics"):
        folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr("xlrubric.shipped_files.HERE", package)
    assert shipped("rubrics") == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_marks_and_styles_name_colours_that_excel_takes(language: str) -> None:
    skin: Skin = read_skin(language)
    colours = [text for look in (*skin.styles.values(), *skin.marks.values()) for text in look.values() if "#" in text]
    assert all(re.fullmatch("#[0-9A-F]{6}", text) for text in (*(c for c in colours if c[0] == "#"), skin.border))
