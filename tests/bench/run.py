"""``make bench``: one table, each row a figure of ours beside its peer or floor, measured in turn in one run."""

import os
import platform
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import xlsxwriter

from tests.bench import peers
from tests.office.headless import recalculate
from tests.office.programs import missing
from tests.proof.fillings import random_filling
from tests.proof.samples import STAMP, UNITS, single, standard_of
from xlrubric.build import Prefill, form_values
from xlrubric.collector import Collector
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form, unit_form
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.standard import standard_of as standard_of_source
from xlrubric.writer import render
from xlrubric.yamltext import parse_yaml

Work = Callable[[], object]
RUNS = 41
PROCESS_RUNS = 15
OFFICE_RUNS = 7
LONG = 170  # findings of a long rubric


@dataclass(frozen=True)
class Figure:
    """A piece of work and what it is held against; times in milliseconds, ratios pair by pair (medians)."""

    what: str
    ours: float
    beside: str
    other: float
    ratio: float

    def row(self) -> str:
        """Write the figure as a row of the table."""
        return f"| {self.what} | {self.ours:.2f} ms | {self.beside} | {self.other:.2f} ms | {self.ratio:.2f} |"


def timed(work: Work) -> float:
    """Time one run in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def beside(what: str, ours: Work, name: str, other: Work, runs: int = RUNS) -> Figure:
    """Run the two in turn and give medians; the ratio is other to ours (above 1: we are quicker)."""
    timed(ours), timed(other)  # the first run of each warms caches and does not count
    pairs = [(timed(ours), timed(other)) for _ in range(runs)]
    ratio = statistics.median(theirs / mine for mine, theirs in pairs)
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Figure(what, mine, name, theirs, ratio)


def built(standard: Standard) -> bytes:
    """Lay out, score and render one blank form, as ``build`` does for every unit."""
    form = unit_form(standard, read_skin(standard.rubric.language), UNITS[0])
    return render(form, form_values(form, Prefill()), STAMP)


def returned(form: Form) -> bytes:
    """Give a filled-in form with right cached values, as a spreadsheet program leaves it."""
    filling = random_filling(form.standard.graph, Random(1))
    readings = {name: Reading(value) for name, value in filling.items() if value is not None}
    return render(form, form_values(form, Prefill({form.units[0].id: readings})), STAMP)


def process(*command: str) -> Work:
    """Give the work of running a whole process."""
    return partial(subprocess.run, command, check=True, capture_output=True)


def figures(name: str) -> list[Figure]:
    """Measure one rubric."""
    standard = standard_of(name)
    form = single(standard)
    data = returned(form)
    collector = Collector(standard, read_skin(standard.rubric.language), UNITS, standard.rubric.counts)
    verified = partial(collector.read, Arrived("form.xlsx", data))
    assert collector.read(Arrived("form.xlsx", data)).returns
    size = f"{name}, {len(data) / 1024:.0f} KB, {len(form.formulas)} formulas"
    read = f"read + verify + score one return ({size})"
    return [
        beside(
            f"build one workbook ({size})",
            partial(built, standard),
            "openpyxl writes the same",
            lambda: peers.openpyxl_writes(form),
        ),
        beside(read, verified, "pandas + openpyxl merely read it", partial(peers.pandas_openpyxl, data)),
        beside(read, verified, "floor: unzip + bare expat", partial(peers.unzip_expat, data)),
    ]


def start_up() -> list[Figure]:
    """Measure the start of the program as whole processes."""
    python, script = sys.executable, str(Path(sys.executable).with_name("xlrubric"))
    version = [script, "--version"] if Path(script).exists() else [python, "-m", "xlrubric", "--version"]
    click = process(python, "-c", "import click")
    check = process(*version[:-1], "check", "xiangxi-2018")
    return [
        beside("xlrubric --version (process)", process(*version), 'python -c "import click"', click, PROCESS_RUNS),
        beside("xlrubric check xiangxi-2018 (process)", check, 'python -c "import click"', click, PROCESS_RUNS),
    ]


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


def opening() -> list[Figure]:
    """Measure whole processes of LibreOffice: it opens a long rubric's form, recalculates and stores it."""
    if lacking := missing("soffice"):
        print(f"LibreOffice {lacking}", file=sys.stderr)
        return []
    standard = standard_of_source(parse_yaml(long_rubric(LONG), "long.yaml"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "form.xlsx").write_bytes(built(standard))
        with xlsxwriter.Workbook(folder / "empty.xlsx") as book:
            book.add_worksheet()
        ours, empty = (partial(recalculate, [folder / f"{one}.xlsx"], folder / "out") for one in ("form", "empty"))
        what = f"LibreOffice opens, recalculates and stores a form of {len(list(standard.rubric.findings()))} findings"
        return [beside(f"{what} (process)", ours, "the same with an empty workbook", empty, OFFICE_RUNS)]


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")  # openpyxl speaks of what it drops
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; medians; ratio = other / ours, pair by pair\n")
    print("| work | ours | beside | other | ratio |\n|---|---|---|---|---|")
    for figure in (*figures("xiangxi-2018"), *start_up(), *opening()):
        print(figure.row())


if __name__ == "__main__":
    main()
