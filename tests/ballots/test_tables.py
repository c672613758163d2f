"""The tables and sheets of ballots: every step a column, live formulas, nothing that tells who is anonymous."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.ballots.damage import saved_by
from tests.ballots.material import LEVELS, UNITS, filled, gathered, slip_of, standard, voted
from tests.office.headless import recalculate
from tests.office.programs import needs
from tests.ranked import made, read, sheet, texts
from xlrubric import ranking
from xlrubric.ballots.slips import Answer
from xlrubric.ballots.tables import ballot_tables
from xlrubric.collect import Collection
from xlrubric.ranking_book import vote_sheets
from xlrubric.xlsx import SheetData, read_workbook

TWO = f"questions: [总体评价], {LEVELS}, groups: [{{name: 代表, weight: 40%}}, {{name: 干部, weight: 60%}}]"
SHARE = "questions: [工作, 作风], levels: {满意: 3, 基本满意: 2, 不满意: 1}, share: [满意, 基本满意]"


def weighted(result: str = "", cadres: bool = True, ballot: str = TWO) -> Collection:
    """Collect two ballots of the one group and three of the other on U1."""
    of = standard(ballot, result=result)
    ballots = [voted(n, {"U1": w}, "代表") for n, w in enumerate(("好", "较好"), 1)]  # mean 90
    if cadres:
        ballots += [voted(n, {"U1": w}, "干部") for n, w in enumerate(("好", "一般", "较好"), 1)]  # mean 80
    return gathered(of, {}, UNITS[:1], ballots)


def of_scale(*points: str, ballot: str = "questions: [q], scale: {from: 0, to: 100}") -> Collection:
    ballots = [voted(n, {"U1": Decimal(one)}) for n, one in enumerate(points, 1)]
    return gathered(standard(ballot), {}, UNITS[:1], ballots)


def of_share() -> Collection:
    answers: list[tuple[Answer | None, ...]] = [("满意", "不满意"), ("基本满意", None), ("满意", "满意")]
    return gathered(standard(SHARE), {}, UNITS[:1], [voted(n, {"U1": own}) for n, own in enumerate(answers, 1)])


def records(collection: Collection, table: str = "votes") -> list[dict[str, Any]]:
    return [
        {str(key): value for key, value in row.items()}
        for row in ballot_tables(collection, "zh")[table].to_dict("records")
    ]


# The tables


def test_without_ballots_there_are_no_tables() -> None:
    collection = gathered(standard(TWO), {})
    assert ballot_tables(collection, "zh") == {}
    assert not {"votes", "ballots"} & set(ranking.tables(collection))


def test_a_row_a_group_and_then_the_units_own() -> None:
    keys = (
        "group",
        "ballots",
        "left_out",
        "counted",
        "highest",
        "lowest",
        "total",
        "answers",
        "figure",
        "weight",
        "points",
    )
    assert [tuple(row[key] for key in keys) for row in records(weighted())] == [
        ("代表", 2, 0, 2, 100, 80, 180, 2, 90, 40, 36),
        ("干部", 3, 0, 3, 100, 60, 240, 3, 80, 60, 48),
        (None, 5, None, None, None, None, None, None, None, 100, 84),  # 36 + 48
    ]


def test_a_single_group_has_one_row() -> None:
    (row,) = records(of_scale("90", "80", "70", "20", ballot="questions: [q], scale: {from: 0, to: 100}, trim: 1"))
    assert (row["kind"], row["ballots"], row["left_out"], row["counted"]) == ("group", 4, 2, 2)
    assert (row["total"], row["figure"], row["points"], row["weight"]) == (150, 75, 75, 100)


def test_a_share_shows_answers_and_those_in_favour() -> None:
    (row,) = records(of_share())
    assert (row["total"], row["answers"], row["counted"], row["figure"]) == (4, 5, 3, 80)


def test_a_group_without_a_figure_has_blanks_and_no_zero() -> None:
    first, second, whole = records(weighted(cadres=False))
    assert (first["figure"], first["points"]) == (90, None)
    assert (second["ballots"], second["figure"], second["points"], second["weight"]) == (0, None, None, 60)
    assert (whole["weight"], whole["points"]) == (None, None)


def test_reweighed_groups_add_up_to_the_weight_that_there_is() -> None:
    first, second, whole = records(weighted("missing: reweigh", cadres=False))
    assert (first["points"], whole["weight"], whole["points"], second["figure"]) == (90, 40, 90, None)


def test_every_ballot_has_a_row_in_the_order_of_group_set_and_number() -> None:
    of = standard(f"{TWO}, per: lead")
    ballots = [
        voted(10, {"U1": "好"}, "代表", "甲委"),
        voted(2, {"U1": "一般", "U2": "好"}, "代表", "甲委"),
        voted(1, {"U3": "好"}, "干部", "乙委"),
        voted(1, {"U1": "好"}, "干部", "甲委"),
    ]
    rows = records(gathered(of, {}, more=ballots), "ballots")
    assert [(r["set"], r["group"], r["number"], r["rated"], r["mean"]) for r in rows] == [
        ("甲委", "代表", "2", 2, 80),
        ("甲委", "代表", "10", 1, 100),
        ("甲委", "干部", "1", 1, 100),
        ("乙委", "干部", "1", 1, 100),
    ]


def test_the_mean_given_is_rounded_half_up_to_two_places() -> None:
    of = standard("questions: [q], scale: {from: 0, to: 100}")
    ballots = [voted(1, {"U1": Decimal("80.005")}), voted(2, {"U1": Decimal(80), "U2": Decimal(80), "U3": Decimal(81)})]
    assert [row["mean"] for row in records(gathered(of, {}, more=ballots), "ballots")] == [
        Decimal("80.01"),
        Decimal("80.33"),
    ]


def test_remarks_say_what_was_found_in_a_ballot_in_the_asked_language() -> None:
    of = standard(f"questions: [q], {LEVELS}, signed: true")
    data = filled(of, {"U1": "好", "U2": "好", "U3": "好"})
    collection = gathered(of, {"in/a.xlsx": data})
    (row,) = records(collection, "ballots")
    assert row["remark"] == "第 1 号票给全部 3 个单位都打了最高，已计票。\n第 1 号票没有署名，已计票。"
    english = ballot_tables(collection, "en")["ballots"].to_dict("records")[0]["remark"]
    assert english.splitlines()[1] == "ballot 1 is not signed; it was counted."


# Anonymity


def test_no_table_and_no_sheet_tells_who_saved_an_anonymous_ballot_or_in_which_file() -> None:
    of = standard(f"questions: [q], {LEVELS}")
    files = {f"in/{n}.xlsx": saved_by(filled(of, {"U1": "好"}, slip_of(of, n)), "张三", "张三的WPS") for n in (1, 2)}
    collection = gathered(of, files)
    (first, _) = records(collection, "ballots")
    assert (first["number"], first["file"], first["rater"], first["date"]) == ("1", None, None, None)
    sources = ranking.tables(collection)["sources"].to_dict("records")
    assert [(row["saved_by"], row["application"], row["status"]) for row in sources] == [("", "", "counted")] * 2
    shown = [text for one in read(collection).sheets for text in texts(one)]
    assert not [text for text in shown if "张三" in text]


def test_of_a_signed_ballot_rater_date_and_file_are_shown() -> None:
    of = standard(f"questions: [q], {LEVELS}, signed: true")
    collection = gathered(of, {"in/a.xlsx": saved_by(filled(of, {"U1": "好"}, rater="张三", date="2018-12-20"), "zs")})
    (row,) = records(collection, "ballots")
    assert (row["rater"], row["date"], row["file"]) == ("张三", "2018-12-20", "in/a.xlsx")
    assert ranking.tables(collection)["sources"].to_dict("records")[0]["saved_by"] == "zs"


# The sheets


def page_of(collection: Collection, name: str = "测评计票") -> SheetData:
    return sheet(read(collection), name)


def formulas(found: SheetData) -> dict[str, tuple[str, Any]]:
    """Give formula and value of each cell that has a formula, by column and row as on the sheet."""
    letters = "ABCDEFGHIJKLMN"
    return {
        f"{letters[column - 1]}{row}": (cell.formula, cell.value)
        for (row, column), cell in sorted(found.cells.items())
        if cell.formula is not None
    }


def test_figures_that_follow_from_others_are_live_formulas() -> None:
    assert formulas(page_of(weighted())) == {
        "G5": ("E5-F5", 2),
        "L5": ("J5/K5", 90),
        "N5": ("L5*M5/M7", 36),
        "G6": ("E6-F6", 3),
        "L6": ("J6/K6", 80),
        "N6": ("L6*M6/M7", 48),
        "E7": ("E5+E6", 5),
        "M7": ("M5+M6", 100),
        "N7": ("N5+N6", 84),
    }


def test_a_share_is_in_per_cent_and_a_single_groups_figure_is_the_result() -> None:
    assert formulas(page_of(of_share())) == {"G5": ("E5-F5", 3), "L5": ("J5/K5*100", 80), "N5": ("L5", 80)}


def test_a_group_left_out_of_the_weights_is_left_out_of_the_formulas() -> None:
    found = formulas(page_of(weighted("missing: reweigh", cadres=False)))
    assert (found["M7"], found["N5"], found["N7"]) == (("M5", 40), ("L5*M5/M7", 90), ("N5", 90))
    assert "N6" not in found and "L6" not in found


def test_beyond_so_many_units_values_stand_instead_of_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vote_sheets, "MOST_LIVE", 0)
    page = page_of(weighted())
    assert formulas(page) == {}
    assert page.cells[7, 14].value == 84


def test_the_sheets_stand_behind_the_ranking_and_are_named_in_every_language() -> None:
    assert {"测评计票", "测评票"} <= {one.name for one in read(weighted()).sheets}
    english = gathered(standard(TWO, "en"), {}, UNITS[:1], [voted(1, {"U1": "好"}, "代表")])
    assert {"Votes", "Ballots"} <= {one.name for one in read(english).sheets}
    traditional = gathered(standard(TWO, "zh-Hant"), {}, UNITS[:1], [voted(1, {"U1": "好"}, "代表")])
    assert {"測評計票", "測評票"} <= {one.name for one in read(traditional).sheets}


def test_the_overview_counts_ballots_apart_from_forms() -> None:
    of = standard(f"questions: [q], {LEVELS}")
    one, later = filled(of, {"U1": "好"}), filled(of, {"U1": "好", "U2": "好"}, day=2)
    said = texts(sheet(read(gathered(of, {"a.xlsx": one, "b.xlsx": one, "c.xlsx": later})), "概览"))
    assert "收到文件3个：测评票3个（已统计 1、重复 1、已被较新文件取代 1）。" in said
    assert "没有收到文件。" in texts(sheet(read(gathered(of, {})), "概览"))


@needs("soffice")
def test_libreoffice_recalculates_the_same_figures(tmp_path: Path) -> None:
    collections = {
        "weighted": weighted(),
        "thirds": of_scale("80", "80", "81"),
        "trimmed": of_scale("99", "80", "81", "83", "7", ballot="questions: [q], scale: {from: 0, to: 100}, trim: 1"),
        "share": of_share(),
        "reweighed": weighted("missing: reweigh", cadres=False),
    }
    paths = []
    for name, collection in collections.items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(made(collection))
    (tmp_path / "out").mkdir()
    for path in recalculate(paths, tmp_path / "out"):
        ours = formulas(sheet(read_workbook((tmp_path / path.name).read_bytes(), path.name), "测评计票"))
        theirs = formulas(sheet(read_workbook(path.read_bytes(), path.name), "测评计票"))
        assert ours.keys() == theirs.keys() and len(ours) >= 3
        assert all(abs(ours[cell][1] - theirs[cell][1]) < Decimal("1e-9") for cell in ours), path.name
