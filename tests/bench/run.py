"""``make bench``: one table of all that is measured, or those parts of it that are named.

Apart from the measurements, which stand each in a module of its own and run alone as well.
"""

import os
import platform
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from tests.bench import building, collecting, ranking, reading, starting
from tests.bench.figure import Figure, beside
from tests.office.headless import recalculate
from tests.office.programs import missing
from tests.proof.samples import STAMP, UNITS
from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import unit_form
from xlrubric.skin import read_skin
from xlrubric.standard import standard_of as standard_of_source
from xlrubric.writer import render
from xlrubric.yamltext import parse_yaml

SMALLEST, LARGEST = starting.SMALLEST, starting.LARGEST
MANY = 10_000
SIZES = (100, 1_000, MANY)
OFFICE_RUNS = 7
READ_RUNS = 21
LONG = 170  # findings of a long rubric
COPYING = "copying as many files of the same size"
READING = f"pandas + openpyxl merely read them, one after another ({collecting.PART} of them, multiplied)"


def blanks() -> Iterator[Figure]:
    """Measure a unit's blank workbook, by processor time."""
    for name in (SMALLEST, LARGEST):
        one = building.blank_workbook(name)
        what = f"a unit's blank workbook, stamped ({name}, {one.size:.0f} KB)"
        ours, rendered, openpyxl = (ms / 1000 for ms in (one.stamped, one.rendered, one.openpyxl))
        yield Figure(what, ours, "laid out and rendered by XlsxWriter", rendered, rendered / ours)
        yield Figure(what, ours, "openpyxl writes the same", openpyxl, openpyxl / ours)


def on_disk() -> Iterator[Figure]:
    """Measure the whole command on a city's units."""
    for name in (SMALLEST, LARGEST):
        one = building.on_disk(name, MANY)
        what = (
            f"xlrubric build, {one.count:,} units ({name}, {one.size:.0f} KB each; {one.peak or 0:.0f} MB at the peak)"
        )
        yield Figure(what, one.built, COPYING, one.copied, one.copied / one.built)


def returns() -> Iterator[Figure]:
    """Measure one return."""
    for name in (SMALLEST, starting.USUAL, LARGEST):
        for what, ours, other, work in reading.rows(name, READ_RUNS):
            yield beside(what, ours, other, work, READ_RUNS)


def collections() -> Iterator[Figure]:
    """Measure the whole command on a city's returns, by the wall's clock."""
    for name in (SMALLEST, LARGEST):
        one = collecting.collected(name, MANY)
        what = f"xlrubric collect, {one.count:,} returns to a ranking ({name}; {one.peak:.0f} MB at the peak)"
        yield Figure(what, one.seconds, READING, one.peer, one.ratio)


def rankings() -> Iterator[Figure]:
    """Measure the ranking workbook alone, by processor time."""
    yield from ranking.rows((MANY,))


def growth() -> Iterator[Figure]:
    """Measure what a unit more costs, by processor time, from each size to the next; the ratio is to the first step."""
    works: dict[str, Callable[[int], float]] = {
        "xlrubric build": lambda count: building.on_disk(SMALLEST, count, 1).built_processor,
        "xlrubric collect": lambda count: collecting.collected(SMALLEST, count).processor,
    }
    for what, work in works.items():
        found = {count: work(count) for count in SIZES}
        steps = {(less, more): (found[more] - found[less]) / (more - less) for less, more in pairwise(SIZES)}
        first = next(iter(steps.values()))
        for (less, more), each in steps.items():
            yield Figure(f"{what}: a unit more, from {less:,} to {more:,}", each, "the first step", first, first / each)
    yield from ranking.growth()


def starts() -> Iterator[Figure]:
    """Measure the start of the program as whole processes, by processor time."""
    for one in starting.starts():
        what = f"xlrubric {one.what} (process; {one.clock * 1000:.0f} ms by the clock)"
        yield Figure(what, one.ours, 'python -c "import click"', one.click, 1 / one.ratio)


def long_rubric(findings: int) -> str:
    """Write a rubric with so many findings: ten sections of items with six findings each, of every common kind."""
    kinds = (
        "{text: 未制定年度计划或者计划没有针对性的, deduct: 1}",
        "{text: 会议次数, deduct: 0.5, per: 次, target: 4}",
        "{text: 台账缺项，资料不齐全的, deduct: 0.2, per: 项, at_most: 2}",
        "{text: 整改不力, deduct: {from: 0.5, to: 3}}",
        "{text: 信息报送情况, award: 0.5, per: 篇, at_most: 2}",
        "{text: 获得表彰, bonus: 2}",
    )
    items = [
        f"      - {{name: 第{n}项工作, points: 10, evidence: [文件, 台账], findings: [{', '.join(kinds)}]}}"
        for n in range(-(-findings // len(kinds)))
    ]
    size = -(-len(items) // 10)
    parts = (items[start : start + size] for start in range(0, len(items), size))
    sections = (f"  - name: 第{n}部分\n    items:\n" + "\n".join(part) for n, part in enumerate(parts, 1))
    return "rubric: long\ntitle: 长的评分细则\nsections:\n" + "\n".join(sections) + "\n"


def opening() -> Iterator[Figure]:
    """Measure whole processes of LibreOffice: it opens a long rubric's form, recalculates and stores it."""
    if lacking := missing("soffice"):
        print(f"LibreOffice {lacking}", file=sys.stderr)
        return
    standard = standard_of_source(parse_yaml(long_rubric(LONG), "long.yaml"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        form = unit_form(standard, read_skin(standard.rubric.language), UNITS[0])
        (folder / "form.xlsx").write_bytes(render(form, form_values(form, Prefill()), STAMP))
        with xlsxwriter.Workbook(folder / "empty.xlsx") as book:
            book.add_worksheet()
        ours, empty = (partial(recalculate, [folder / f"{one}.xlsx"], folder / "out") for one in ("form", "empty"))
        what = f"LibreOffice opens, recalculates and stores a form of {len(list(standard.rubric.findings()))} findings"
        yield beside(f"{what} (process)", ours, "the same with an empty workbook", empty, OFFICE_RUNS)


PARTS: dict[str, Callable[[], Iterable[Figure]]] = {
    "blanks": blanks,
    "disk": on_disk,
    "returns": returns,
    "collections": collections,
    "rankings": rankings,
    "growth": growth,
    "starts": starts,
    "opening": opening,
}


def main(names: list[str]) -> None:
    """Print the table, or the parts of it that are named."""
    warnings.simplefilter("ignore")  # openpyxl speaks of what it drops
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; medians; ratio = other / ours\n")
    print("| work | ours | beside | other | ratio |\n|---|---|---|---|---|")
    for name in names or PARTS:
        for figure in PARTS[name]():
            print(figure.row(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
