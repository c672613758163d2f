"""Votes kept in a table: headings, numbers, groups, questions, answers."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.ballots.material import LEVELS, UNITS, rubric, source_of, standard, told
from xlrubric.ballots.counting import count_ballots
from xlrubric.ballots.votes_table import VotesTable, read_ballot_table
from xlrubric.problems import Refusal
from xlrubric.standard import Standard, standard_of
from xlrubric.units import Unit
from xlrubric.yamltext import parse_yaml

WORDS = standard(f"questions: [总体评价], {LEVELS}")
TWO = standard("questions: [德, 能], scale: {from: 0, to: 20}")
GROUPS = standard(f"questions: [q], {LEVELS}, groups: [{{name: 代表, weight: 40%}}, {{name: 干部, weight: 60%}}]")


def table(folder: Path, text: str, made: Standard = WORDS, units: tuple[Unit, ...] = UNITS) -> VotesTable:
    path = folder / "v.csv"
    path.write_text(text, encoding="utf-8")
    found = read_ballot_table(path, made.rubric.result, units)
    return found


def codes(found: VotesTable) -> list[tuple[str, str]]:
    return [(code, place.rpartition("v.csv")[2]) for code, place in told(found.problems)]


def test_rows_with_one_number_are_one_ballot(tmp_path: Path) -> None:
    found = table(tmp_path, "票号,单位,评价\n1,U1,好\n1,U2,一般\n2,U1,较好\n")
    assert [(b.number, dict(b.votes)) for b in found.ballots] == [
        ("1", {"U1": ("好",), "U2": ("一般",)}),
        ("2", {"U1": ("较好",)}),
    ]
    assert found.problems == ()
    points = count_ballots(source_of(WORDS), found.ballots, UNITS).points
    assert points == {"U1": Decimal(90), "U2": Decimal(60)}  # (100 + 80) / 2; 60


@pytest.mark.parametrize(
    "heads",
    [
        "票号,单位编号,答案",
        "測評票號,單位,評價",
        "ballot,unit,answer",
        "选票,测评对象,等次",
        "票号 ballot,单位 unit,分数 answer",
    ],
)
def test_headings_are_known_in_chinese_and_english(tmp_path: Path, heads: str) -> None:
    assert len(table(tmp_path, f"{heads}\n1,U1,好\n").ballots) == 1


def test_questions_go_by_their_words_or_their_number(tmp_path: Path) -> None:
    found = table(tmp_path, "票号,单位,问题,分数\n1,U1,德,18\n1,U1,2,17.5\n1,U2,能,16\n", TWO)
    assert dict(found.ballots[0].votes) == {"U1": (Decimal(18), Decimal("17.5")), "U2": (None, Decimal(16))}


def test_units_go_by_id_or_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    twins = (*UNITS, Unit("U4", "同名局"), Unit("U5", "同名局"))
    found = table(tmp_path, "票号,单位,评价\n1,州财政局,好\n1,u2,好\n1,同名局,好\n", WORDS, twins)
    assert found.ballots[0].votes.keys() == {"U1", "U2"}
    assert codes(found) == [("vote-unknown-unit", ":4:2")]


def test_groups_are_told_apart_and_share_numbers(tmp_path: Path) -> None:
    found = table(tmp_path, "票号,组别,单位,评价\n1,代表,U1,好\n1,干部,U1,一般\n", GROUPS)
    assert [(b.group, b.number) for b in found.ballots] == [("代表", "1"), ("干部", "1")]


def test_sets_follow_from_the_units(tmp_path: Path) -> None:
    made = standard(f"questions: [q], {LEVELS}, per: lead")
    found = table(tmp_path, "票号,单位,评价\n1,U1,好\n1,U3,一般\n", made)
    assert [(b.set, b.units) for b in found.ballots] == [("甲委", 2), ("乙委", 1)]


def test_leading_zeros_and_full_width_digits_are_the_same_number(tmp_path: Path) -> None:
    found = table(tmp_path, "票号,单位,评价\n03,U1,好\n３,U2,好\n3,U3,好\n")
    assert [ballot.number for ballot in found.ballots] == ["3"]
    assert len(found.ballots[0].votes) == 3


def test_of_several_sources_each_row_names_its_own(tmp_path: Path) -> None:
    text = rubric(f"questions: [q], {LEVELS}").replace("weight: 100%", "weight: 50%")
    more = text + "    - {id: poll, name: 民意调查, weight: 50%, ballot: {questions: [q], levels: {是: 1, 否: 0}}}\n"
    made = standard_of(parse_yaml(more, "r.yaml"))
    found = table(tmp_path, "来源,票号,单位,评价\nhearing,1,U1,好\n民意调查,1,U1,是\n,1,U1,好\n", made)
    assert [(b.source, dict(b.votes)) for b in found.ballots] == [
        ("hearing", {"U1": ("好",)}),
        ("poll", {"U1": ("是",)}),
    ]
    assert codes(found) == [("vote-unknown-source", ":4:1")]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        (",U1,好", "vote-number-missing", ":2:1"),
        ("1,U9,好", "vote-unknown-unit", ":2:2"),
        ("1,,好", "vote-unknown-unit", ":2:2"),
        ("1,U1,很好", "vote-refused", ":2:3"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_stay(
    tmp_path: Path, row: str, code: str, place: str
) -> None:
    found = table(tmp_path, f"票号,单位,评价\n{row}\n2,U2,好\n")
    assert codes(found) == [(code, place)]
    assert [dict(b.votes) for b in found.ballots if b.votes] == [{"U2": ("好",)}]


@pytest.mark.parametrize(
    ("made", "typed", "code"), [(GROUPS, "群众", "vote-unknown-group"), (GROUPS, "", "vote-unknown-group")]
)
def test_a_group_that_there_is_not_is_named(tmp_path: Path, made: Standard, typed: str, code: str) -> None:
    found = table(tmp_path, f"票号,组别,单位,评价\n1,{typed},U1,好\n1,代表,U1,好\n", made)
    assert codes(found) == [(code, ":2:2")]


@pytest.mark.parametrize("typed", ["勤", "3", "0", ""])
def test_a_question_that_there_is_not_is_named(tmp_path: Path, typed: str) -> None:
    found = table(tmp_path, f"票号,单位,问题,分数\n1,U1,{typed},18\n1,U1,德,18\n", TWO)
    assert codes(found) == [("vote-unknown-question", ":2:3")]


def test_two_answers_of_one_ballot_on_one_question_are_named_and_the_first_counts(tmp_path: Path) -> None:
    found = table(tmp_path, "票号,单位,评价\n1,U1,好\n1,U1,一般\n")
    assert dict(found.ballots[0].votes) == {"U1": ("好",)}
    assert codes(found) == [("vote-twice", ":3:3")]


@pytest.mark.parametrize(
    ("typed", "value", "code"), [("18", 18, None), ("１８分", 18, "vote-normalised"), ("21", None, "vote-refused")]
)
def test_points_are_read_by_the_grammar_of_entries(
    tmp_path: Path, typed: str, value: int | None, code: str | None
) -> None:
    made = standard("questions: [q], scale: {from: 0, to: 20}")
    found = table(tmp_path, f"票号,单位,分数\n1,U1,{typed.removesuffix('分')}\n", made)
    assert [dict(b.votes) for b in found.ballots] == [{"U1": (Decimal(value),)} if value is not None else {}]
    assert [c for c, _ in codes(found) if c != "votes-none"] == ([code] if code else [])


def test_an_empty_answer_is_no_vote_and_says_nothing(tmp_path: Path) -> None:
    found = table(tmp_path, "票号,单位,评价\n1,U1,\n1,U2,好\n")
    assert dict(found.ballots[0].votes) == {"U2": ("好",)} and found.problems == ()


def test_a_table_without_any_vote_says_so(tmp_path: Path) -> None:
    assert codes(table(tmp_path, "票号,单位,评价\n")) == [("votes-none", "")]


def test_names_of_raters_are_taken_and_lacking_ones_said(tmp_path: Path) -> None:
    made = standard(f"questions: [q], {LEVELS}, signed: true")
    found = table(tmp_path, "票号,测评人,单位,评价\n1,张三,U1,好\n2,,U1,好\n", made)
    assert [ballot.rater for ballot in found.ballots] == ["张三", ""]
    assert codes(found) == [("ballot-unsigned", ":3:1")]


def test_one_who_gives_all_the_top_is_said(tmp_path: Path) -> None:
    found = table(tmp_path, "票号,单位,评价\n1,U1,好\n1,U2,好\n1,U3,好\n")
    assert codes(found) == [("ballot-all-top", ":2:1")]


def test_a_workbook_is_read_as_a_csv_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (("票号", "单位", "评价"), (1, "U1", "好"), (1, "U2", "坏")):
        page.append(row)
    book.save(tmp_path / "v.xlsx")
    found = read_ballot_table(tmp_path / "v.xlsx", WORDS.rubric.result, UNITS)
    assert [(b.number, dict(b.votes)) for b in found.ballots] == [("1", {"U1": ("好",)})]
    assert [(p.code, p.place.sheet, p.place.cell) for p in found.problems] == [("vote-refused", "Sheet", "C3")]


def test_a_table_without_the_headings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        table(tmp_path, "单位,评价\nU1,好\n")
    assert [p.code for p in caught.value.problems] == ["table-heading-missing"]
