"""The overview's charts: figures worked out by hand, references that point at the cells that hold them, caches."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.office.pictures import pages, text_of
from tests.office.programs import needs
from tests.ranked import (
    BLOCKED,
    CHINESE,
    ENGLISH,
    SPOTLESS,
    SUNK,
    Entered,
    chart_table,
    collected,
    made,
    read,
    sheet,
    standard,
    texts,
)
from tests.ranking.drawn import Drawn, drawn
from tests.year.made import collection as year_of
from xlrubric.collect import Collection
from xlrubric.ranking_book import overview
from xlrubric.shipped_files import shipped
from xlrubric.standard import read_standard

PLAN = {**SPOTLESS, "review.choice:1.1.2": "有"}
# units hit: 出口堵塞 three, 没有疏散图 two, 器材过期 one: of six hits 3/6, 5/6, 6/6
SIX: Entered = {"U1": BLOCKED, "U2": SUNK, "U3": PLAN, "U4": {**PLAN, **BLOCKED}, "U5": BLOCKED}
FAULTS, CLASSES, RATES = "最常见的扣分", "总分的分布", "各项目平均得分率"


def spread_out(*totals: str) -> Collection:
    """Make units with these totals of 17 points, lost in steps of half a point at the first item."""
    entered = {f"U{n}": {**BLOCKED, "review.number:1.1.1": (17 - Decimal(total)) * 2} for n, total in enumerate(totals)}
    return collected(entered)


def cells(data: bytes, area: str) -> list[Any]:
    """Give the values of an area such as ``图表数据!$A$7:$A$16``."""
    name, _, place = area.rpartition("!")
    page = openpyxl.load_workbook(io.BytesIO(data))[name.strip("'")]
    return [cell.value for (cell,) in page[place.replace("$", "")]]


# The figures


def test_the_shares_of_the_pareto_chart_add_up_over_all_hits() -> None:
    rows = chart_table(read(collected(SIX)), "最常见的扣分（最多十项）")
    assert [(row[0], row[2]) for row in rows] == [("1.1.1", 3), ("1.1.2", 2), ("1.2.1", 1)]
    assert [row[3] for row in rows] == [Decimal("4.5"), 3, 8]
    assert [float(row[4]) for row in rows] == pytest.approx([3 / 6, 5 / 6, 1])
    assert rows[0][1] == "1.1 出口：出口堵塞"


def test_the_share_is_of_all_hits_though_ten_faults_are_shown() -> None:
    findings = "".join(f"\n          - {{text: 问题{n}, deduct: 0.1}}" for n in range(16))
    text = "rubric: many\ntitle: 多项\nsections:\n  - name: 一\n    items:\n      - name: 甲\n        points: 10\n"
    of = standard(f"{text}        findings:{findings}\n")
    entries = {f"review.choice:1.1.{n}": "有" for n in range(1, 17)}
    rows = chart_table(read(collected({"U1": entries}, of)), "最常见的扣分（最多十项）")
    assert len(rows) == 10
    assert [float(row[4]) for row in rows] == pytest.approx([n / 16 for n in range(1, 11)])


def test_the_classes_say_their_edges_without_doubt() -> None:
    # U1 8.5, U2 9.5 … of 17: 9.5, 10.5, 12, 14, 17: five totals fill four classes; in twos there are five of them
    found = read(spread_out("9.5", "10.5", "12", "14", "17"))
    assert chart_table(found, "总分的分布") == [
        ["5–<10", "5分以上（含），不满10分", 5, 10, 1],
        ["10–<15", "10分以上（含），不满15分", 10, 15, 3],
        ["15–20", "15分以上（含），20分以下（含）", 15, 20, 1],
    ]


def test_a_total_on_an_edge_is_counted_above_it() -> None:
    found = read(spread_out("10", "10", "15", "15", "17"))
    # 10 to 17 in twos: four classes
    assert [(row[0], row[4]) for row in chart_table(found, "总分的分布")] == [
        ("10–<12", 2),
        ("12–<14", 0),
        ("14–<16", 2),
        ("16–18", 1),
    ]


# References and caches


def every_chart(data: bytes) -> dict[str, Drawn]:
    found = drawn(data)
    assert found
    return found


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_series_points_at_cells_that_hold_what_the_chart_keeps(language: str) -> None:
    data = made(collected(SIX, standard(CHINESE.replace("zh-Hans", language))))
    charts = every_chart(data)
    assert len(charts) == 3
    for chart in charts.values():
        for series in chart.series:
            assert [str(value) for value in cells(data, series.label_cells)] == list(series.labels)
            assert cells(data, series.value_cells) == pytest.approx(list(series.values))
            assert len(series.values) >= 2


def test_the_pareto_chart_has_columns_and_a_line_on_an_axis_of_its_own() -> None:
    chart = every_chart(made(collected(SIX)))[FAULTS]
    columns, line = chart.series
    assert (columns.kind, columns.values) == ("barChart", (3, 2, 1))
    assert line.kind == "lineChart" and line.values == pytest.approx((0.5, 5 / 6, 1))
    assert chart.axes == ("情形编号（内容见下表）", "单位（个）", "占全部扣分情形的累计比例")
    assert columns.labels == line.labels == ("1.1.1", "1.1.2", "1.2.1")


def test_the_other_charts_show_what_they_say() -> None:
    charts = every_chart(made(collected(SIX)))
    (bars,) = charts[RATES].series
    # 10 + 2 points: 10.5, 10, 10.5, 9 and 10.5 of 12 are 50.5 in all
    assert bars.labels == ("一、通道", "二、培训")
    assert bars.values == pytest.approx((50.5 / 60, 1))
    (counts,) = charts[CLASSES].series
    assert sum(counts.values) == 5
    assert charts[CLASSES].axes[0].startswith("总分（分）；“") and charts[CLASSES].axes[1] == "单位（个）"


def test_a_share_beyond_all_the_points_has_room_on_its_axis() -> None:
    bonus = {**BLOCKED, "review.choice:2.1.2": "有"}
    inside, beyond = (every_chart(made(collected({"U1": entries})))[RATES] for entries in (BLOCKED, bonus))
    assert beyond.series[0].values[1] == pytest.approx(1.2)
    assert (inside.percent, beyond.percent) == (True, False)


def test_every_chart_is_described_for_those_who_hear_it() -> None:
    described = {title: chart.described for title, chart in every_chart(made(collected(SIX))).items()}
    assert described[FAULTS] == "最常见的扣分: 1.1.1: 3; 1.1.2: 2; 1.2.1: 1"
    assert described[RATES] == "各项目平均得分率: 一、通道: 84.2%; 二、培训: 100.0%"
    assert described[CLASSES].startswith("总分的分布: ")


def test_of_a_year_the_composites_are_spread_and_so_it_is_called() -> None:
    table = "unit form\n" + "".join(f"U{n} {90 - 3 * n}\n" for n in range(6))
    charts = every_chart(made(year_of("  rank: {ties: shared}\n", table)))
    assert "综合得分的分布" in charts
    assert charts["综合得分的分布"].axes[0].startswith("综合得分（分）；")


# What says nothing is left out


@pytest.mark.parametrize(
    ("entered", "wanted"),
    [
        ({}, set()),
        ({"U1": SPOTLESS}, {RATES}),  # no fault
        ({"U1": BLOCKED}, {RATES}),  # one fault
        ({"U1": BLOCKED, "U2": SUNK}, {FAULTS, RATES}),
        ({f"U{n}": SPOTLESS for n in range(9)}, {RATES}),  # all equal
        ({f"U{n}": BLOCKED if n else SPOTLESS for n in range(9)}, {CLASSES, RATES}),
        (SIX, {FAULTS, CLASSES, RATES}),
    ],
)
def test_only_charts_that_say_something_are_drawn(entered: Entered, wanted: set[str]) -> None:
    data = made(collected(entered))
    assert set(drawn(data)) == wanted
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert ("图表数据" in names) == bool(wanted)


def test_totals_that_are_all_equal_are_said_to_be_so() -> None:
    found = texts(sheet(read(collected({f"U{n}": SPOTLESS for n in range(9)})), "概览"))
    assert "9个单位的总分都是17分，不作分布图。" in found


def test_a_single_section_needs_no_picture() -> None:
    entries = {"review.choice:1.1.1": "yes", "review.number:1.1.1": Decimal(1)}
    assert drawn(made(collected({"U1": entries}, standard(ENGLISH)))) == {}


def test_a_standard_without_points_has_no_figures_of_points() -> None:
    of = read_standard(shipped("rubrics") / "shaoxing-duty-organ.yaml")
    entered: Entered = {f"U{n}": {f"review.choice:{row.id}": "" for row in of.outline.asked} for n in range(6)}
    found = texts(sheet(read(collected(entered, of)), "概览"))
    assert drawn(made(collected(entered, of))) == {}
    assert not {"最高\n（分）", "前三名", "最常见的扣分（最多十项）"} & set(found)
    assert {"参评单位\n（个）", "核验发现的问题"} <= set(found)


def test_of_many_sections_the_lowest_are_drawn_and_all_keep_their_order() -> None:
    sections = "".join(
        f"\n  - name: 第{n}节\n    items: [{{name: 甲, points: 10, findings: [{{text: 缺, deduct: 1, per: 次}}]}}]"
        for n in range(1, 21)
    )
    of = standard(f"rubric: many\ntitle: 多节\nsections:{sections}\n")
    lost = {f"review.choice:{n}.1.1": "有" for n in range(1, 21)}
    counts = {f"review.number:{n}.1.1": Decimal(n % 7) for n in range(1, 21)}
    (chart,) = (one for title, one in drawn(made(collected({"U1": {**lost, **counts}}, of))).items() if "项目" in title)
    assert chart.title == "平均得分率最低的15个项目"
    # without the lowest losses: n % 7 = 0 (7, 14) and 1 (1, 8, 15)
    assert chart.series[0].labels == tuple(f"第{n}节" for n in range(1, 21) if n % 7 > 1)


# On the page


def breaks(data: bytes) -> list[int]:
    page = openpyxl.load_workbook(io.BytesIO(data))["概览"]
    return [found.id for found in page.row_breaks.brk]


@pytest.mark.parametrize("entered", [SIX, {"U1": BLOCKED, "U2": SUNK}, {f"U{n}": BLOCKED for n in range(40)}])
def test_no_chart_is_torn_by_the_end_of_a_page_nor_lies_over_another(entered: Entered) -> None:
    data = made(collected(entered))
    charts = list(drawn(data).values())
    for chart in charts:
        assert not [row for row in breaks(data) if chart.rows[0] < row <= chart.rows[1]]
        for other in charts:
            apart = chart.rows[1] <= other.rows[0] or other.rows[1] <= chart.rows[0]
            beside = chart.columns[1] <= other.columns[0] or other.columns[1] <= chart.columns[0]
            assert chart is other or apart or beside


def test_the_overview_takes_one_or_two_pages_at_a_scale_that_can_be_read() -> None:
    for entered in ({}, {"U1": SPOTLESS}, SIX, {f"U{n}": SUNK if n % 2 else BLOCKED for n in range(30)}):
        data = made(collected(entered))
        page = openpyxl.load_workbook(io.BytesIO(data))["概览"]
        assert len(breaks(data)) <= 1
        assert page.page_setup.scale in overview.SCALES
        smallest = min(cell.font.sz for row in page.iter_rows() for cell in row if cell.value is not None)
        assert smallest * page.page_setup.scale / 100 >= 7


@pytest.mark.parametrize("scale", overview.SCALES)
def test_the_columns_are_as_wide_as_the_page_at_every_scale(scale: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "SCALES", (scale, overview.SCALES[-1]) if scale != overview.SCALES[-1] else (scale,))
    page = openpyxl.load_workbook(io.BytesIO(made(Collection(standard(), (), (), {}))))["概览"]
    assert page.page_setup.scale == scale  # the largest, since all fits on one page
    columns, gap = (int(page.column_dimensions[letter].width * 7) for letter in ("A", "J"))
    wide = (columns * 14 + gap) * 0.75 * scale / 100
    assert 720 < wide < 784 / 1.05  # points; LibreOffice's columns are a twentieth wider


def test_the_first_page_has_the_first_charts_where_there_is_room() -> None:
    data = made(collected(SIX))
    first = drawn(data)[FAULTS]
    assert all(first.rows[1] <= row for row in breaks(data)[:1])


@needs("soffice", "poppler")
def test_libreoffice_prints_the_charts_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(made(collected(SIX)))
    pages(path, tmp_path, 40)
    printed = text_of(tmp_path / "r.pdf")
    said = ["".join(page.split()) for page in printed[: len(breaks(path.read_bytes())) + 1]]
    for title in (FAULTS, CLASSES, RATES):
        assert any(title in page for page in said), title
    assert "单位（个）" in said[0] or "单位（个）" in said[1]
    assert not any("图表数据" in page for page in said)  # the overview ends there
    assert any("50.0%" in "".join(page.split()) for page in printed)
