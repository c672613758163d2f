"""The error book of feedback: every code of ``messages.feedback`` with its smallest material and exact lines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.feedback.sent import (
    BOOKS,
    COLLECTION,
    IDENTITY,
    LIST,
    STANDARD,
    books,
    cell_of,
    changed,
    filled,
    gathered,
)
from tests.ranked import BLOCKED, CHINESE, collected, made, standard
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.feedback.unsettled import read_unsettled
from xlrubric.messages import line
from xlrubric.messages.feedback import FEEDBACK
from xlrubric.problems import Problem, Refusal
from xlrubric.ranked import ranked_of

RANKING = made(COLLECTION)
ONE = ("1.1.1", "deadline")


@dataclass(frozen=True)
class Page:
    """One code: how it comes about, and its whole line in English and in Chinese."""

    code: str
    problems: Callable[[Path], list[Problem]]
    en: str
    zh: str


def refused(data: bytes) -> Callable[[Path], list[Problem]]:
    def tell(_: Path) -> list[Problem]:
        with pytest.raises(Refusal) as refusal:
            ranked_of(data, "a.xlsx")
        return list(refusal.value.problems)

    return tell


def listed(data: bytes) -> Callable[[Path], list[Problem]]:
    def tell(folder: Path) -> list[Problem]:
        return list(gathered(folder / "in", {"a.xlsx": data}).problems)

    return tell


def carried(data: bytes, text: str, units: int) -> Callable[[Path], list[Problem]]:
    def tell(folder: Path) -> list[Problem]:
        (folder / "a.xlsx").write_bytes(data)
        return list(read_unsettled([folder / "a.xlsx"], standard(text).rubric, COLLECTION.units[:units]).problems)

    return tell


def older(book: Any) -> None:
    next(row for row in book[IDENTITY].iter_rows() if row[0].value == "version")[1].value = "7"


def without(name: str) -> Callable[[Any], None]:
    return lambda book: book.remove(book[name])


def noted(book: Any) -> None:
    next(row for row in book[IDENTITY].iter_rows() if row[0].value == "seal")[1].value = "0" * 16


def cleared(book: Any) -> None:
    cell_of(book, "1.1.1", "checked").value = "已销号"


def later_but_blank(folder: Path) -> list[Problem]:
    full = filled(BOOKS["U1"], {ONE: "2026-06-30"}, datetime(2026, 3, 1))
    blank = filled(BOOKS["U1"], {}, datetime(2026, 4, 1))
    return list(gathered(folder / "in", {"a.xlsx": blank, "b.xlsx": full}).problems)


def other_list() -> bytes:
    of = standard(CHINESE.replace("rubric: small", "rubric: other-2024"))
    return books(ranked_of(made(collected({"U1": BLOCKED}, of)), "r.xlsx"))["U1"]


def lists_alone(folder: Path) -> list[Problem]:
    """Carry over what one list says, where two units sent none and no ranking tells what they lost."""
    followed = made(gathered(folder / "in", {"a.xlsx": filled(BOOKS["U1"], {ONE: "2026-06-30"}, datetime(2026, 3, 1))}))
    return carried(followed, NEXT, 3)(folder)


NO_PERIOD = CHINESE.replace("period: 2025年度\n", "")
NEXT = CHINESE.replace("2025年度", "2026年度")

PAGES = (
    Page(
        "not-a-ranking",
        refused(BOOKS["U1"]),
        "a.xlsx: [not-a-ranking] this workbook is not a ranking that this program made. Give the workbook that "
        "`xlrubric collect` wrote.",
        "a.xlsx: [not-a-ranking] 这不是本程序生成的排名工作簿。请给出 xlrubric collect 写出的工作簿。",
    ),
    Page(
        "ranking-other-version",
        refused(changed(RANKING, older)),
        "a.xlsx: [ranking-other-version] this ranking was written in another way (version 7, not 1). Collect "
        "its returned "
        "files again with this version of the program.",
        "a.xlsx: [ranking-other-version] 这个排名工作簿是另一版本的写法（7，不是 "
        "1）。请用本版本的程序重新汇总当年收回的文件。",
    ),
    Page(
        "ranking-sheet-gone",
        refused(changed(RANKING, without("排名"))),
        "a.xlsx!排名: [ranking-sheet-gone] this sheet of the ranking is gone. Use the ranking workbook as it "
        "was written, "
        "or collect again.",
        "a.xlsx!排名: [ranking-sheet-gone] 排名工作簿中缺少这张表。请使用原样的排名工作簿，或重新汇总。",
    ),
    Page(
        "list-other-rubric",
        lambda folder: listed(other_list())(folder),
        "a.xlsx!标识!B4: [list-other-rubric] this is a rectification list of another standard (other-2024; "
        "here it is "
        "small). Collect it with its own rubric.",
        "a.xlsx!标识!B4: [list-other-rubric] 这是另一标准的整改清单（other-2024；这里是 "
        "small）。请用它自己的细则汇总。",
    ),
    Page(
        "list-sheet-gone",
        listed(changed(BOOKS["U1"], without(LIST))),
        "a.xlsx: [list-sheet-gone] the sheet with the rectification list is gone; all its rows count as "
        "open. Ask for the "
        "list as it was sent out.",
        "a.xlsx: [list-sheet-gone] 整改清单那张表不见了，全部按未整改处理。请其交回原样的清单。",
    ),
    Page(
        "list-identity-changed",
        listed(changed(BOOKS["U1"], noted)),
        "a.xlsx!标识!B12: [list-identity-changed] the hidden note of what this list was sent out with was "
        "changed; its "
        "texts cannot be compared for sure. Compare it with the feedback that was sent.",
        "a.xlsx!标识!B12: [list-identity-changed] "
        "清单中隐藏的发出记录被改动，无法确认文字是否原样。请与发出的反馈核对。",
    ),
    Page(
        "list-value-refused",
        listed(filled(BOOKS["U1"], {("1.1.1", "measure"): "#REF!"})),
        "a.xlsx!整改清单!H7: [list-value-refused] an error stands here (#REF!); it counts as not filled in. Ask.",
        "a.xlsx!整改清单!H7: [list-value-refused] 此处是错误值（#REF!），按未填处理。请其更正。",
    ),
    Page(
        "list-day-refused",
        listed(filled(BOOKS["U1"], {ONE: "6月底"})),
        "a.xlsx!整改清单!J7: [list-day-refused] “6月底” is no day that can be read; it counts as not filled "
        "in. Have it "
        "written as 2019-06-30.",
        "a.xlsx!整改清单!J7: [list-day-refused] “6月底”读不出日期，按未填处理。请改写成2019-06-30。",
    ),
    Page(
        "list-word-unknown",
        listed(filled(BOOKS["U1"], {("1.1.1", "checked"): "好"})),
        "a.xlsx!整改清单!N7: [list-word-unknown] “好” cannot stand here (allowed: 已销号 / 退回); it counts "
        "as not filled "
        "in. Ask.",
        "a.xlsx!整改清单!N7: [list-word-unknown] “好”不能填在这里（可填：已销号 / 退回），按未填处理。请其更正。",
    ),
    Page(
        "list-deadline-early",
        listed(filled(BOOKS["U1"], {ONE: "2026.1.1"})),
        "a.xlsx!整改清单!J7: [list-deadline-early] the deadline 2026-01-01 is before the day of the result "
        "(2026-01-02); it "
        "was taken as it stands. Ask for the right day.",
        "a.xlsx!整改清单!J7: [list-deadline-early] 整改时限 2026-01-01 "
        "早于结果排定之日（2026-01-02），仍按所填判断。请核实日期。",
    ),
    Page(
        "list-day-not-done",
        listed(filled(BOOKS["U1"], {("1.1.1", "done_on"): "2026.6.1"})),
        "a.xlsx!整改清单!L7: [list-day-not-done] a day of completion (2026-06-01) stands here, but the fault "
        "is not marked "
        "as done; it counts as not done. Ask.",
        "a.xlsx!整改清单!L7: [list-day-not-done] "
        "填了完成日期（2026-06-01），但完成情况没有选“已完成”，按未完成处理。请核实。",
    ),
    Page(
        "list-cleared-not-done",
        listed(changed(BOOKS["U1"], cleared)),
        "a.xlsx!整改清单!N7: [list-cleared-not-done] this fault was cleared by the reviewers but is not "
        "marked as done; it "
        "counts as cleared. Look again.",
        "a.xlsx!整改清单!N7: [list-cleared-not-done] 核查人员已销号，但完成情况没有选“已完成”，按已销号处理。请核对。",
    ),
    Page(
        "list-newer-but-blank",
        later_but_blank,
        "a.xlsx: [list-newer-but-blank] this list of unit U1 was saved later, but nothing is filled in; "
        "b.xlsx was taken. "
        "Look whether that is right.",
        "a.xlsx: [list-newer-but-blank] 单位 U1 的此清单保存较晚，但没有填写，仍采用 b.xlsx。请核对。",
    ),
    Page(
        "past-same-period",
        carried(made(collected({"U1": BLOCKED}, standard(NO_PERIOD))), NO_PERIOD, 3),
        "a.xlsx: [past-same-period] this is a ranking of this very period (—), not of an earlier one. Give "
        "an earlier "
        "year's ranking.",
        "a.xlsx: [past-same-period] 这是本考核期（—）自己的排名，不是以前的。请提供以前年度的排名。",
    ),
    Page(
        "past-nothing-known",
        lists_alone,
        "a.xlsx: [past-nothing-known] 2 units sent no rectification list (U2、U3), and no ranking given here tells "
        "what they lost: nothing of theirs is carried over. Give last year's ranking by --history too.",
        "a.xlsx: [past-nothing-known] 有 2 个单位没有交整改清单（U2、U3），所给文件中也没有它们的扣分："
        "没有带入任何问题。请用 --history 一并提供上一年的排名工作簿。",
    ),
    Page(
        "past-units-gone",
        carried(RANKING, NEXT, 2),
        "a.xlsx: [past-units-gone] 1 units of that year are not in today's unit list, and their faults go nowhere: U3.",
        "a.xlsx: [past-units-gone] 当年有 1 个单位不在现在的单位名单中，其问题没有带入：U3。",
    ),
)
ELSEWHERE = {"nobody-ranked"}  # of the command, below


def test_every_code_has_its_page_and_no_page_another_code() -> None:
    assert {page.code for page in PAGES} | ELSEWHERE == set(FEEDBACK)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_book_says_what_the_program_says(page: Page, tmp_path: Path) -> None:
    (found,) = page.problems(tmp_path)
    shown = [
        line(found, language).replace(f"{tmp_path}/in/", "").replace(f"{tmp_path}/", "") for language in ("en", "zh")
    ]
    assert (found.code, *shown) == (page.code, page.en, page.zh)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "[nobody-ranked] no unit has a score, so there is nothing to feed back. Collect the returned forms first.",
        ),
        ("zh", "[nobody-ranked] 没有一个单位有得分，没有可反馈的内容。请先汇总收回的评分表。"),
    ],
)
def test_a_ranking_of_nobody_is_told(
    language: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.xlsx").write_bytes(made(collected({}, STANDARD, missing=1)))
    assert run(["feedback", str(tmp_path / "r.xlsx"), "-o", str(tmp_path / "out")], Texts(language)) == 1
    assert told in capsys.readouterr().err
