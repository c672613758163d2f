"""Building: a unit's blank stamped beside rendered and beside openpyxl, and ten thousand on disk beside copying them.

Apart from ``run``, which prints the table. Each function gives medians; the sides are run in turn. A row's ratio is
other to ours, above 1 where we are quicker.
"""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench import peers
from tests.bench.command import spent
from tests.proof.samples import STAMP, shipped_names, standard_of
from xlrubric.build import Prefill, form_values
from xlrubric.layout.form import unit_form
from xlrubric.skin import read_skin
from xlrubric.stamping.blanks import Stamper
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import render

AT_ONCE = 50  # stampings in one measurement: one alone is shorter than a clock is sure of
HEADINGS = "编号,单位名称,组别,牵头单位,联系人"
Clock = Callable[[], float]


@dataclass(frozen=True)
class Blank:
    """Milliseconds of processor time for one unit's blank workbook, and the sizes in KB."""

    rubric: str
    stamped: float
    rendered: float
    openpyxl: float
    size: float
    size_rendered: float

    @property
    def ratios(self) -> tuple[float, float]:
        """Give how many times quicker stamping is than XlsxWriter, and than openpyxl."""
        return self.rendered / self.stamped, self.openpyxl / self.stamped


@dataclass(frozen=True)
class OnDisk:
    """Seconds of wall and of processor time for the whole command and for copying what it wrote; its peak in MB."""

    rubric: str
    count: int
    built: float
    copied: float
    built_processor: float
    copied_processor: float
    size: float
    peak: float | None

    @property
    def ratio(self) -> float:
        """Give how many times longer building takes than copying."""
        return self.built / self.copied


def smallest_and_largest() -> tuple[str, str]:
    """Give the shipped rubrics with the fewest and with the most findings."""
    names = sorted(shipped_names(), key=lambda name: len(list(standard_of(name).rubric.findings())))
    return names[0], names[-1]


def blank_workbook(name: str, runs: int = 15) -> Blank:
    """Measure one unit's blank: stamped, laid out and rendered by XlsxWriter, written by openpyxl."""
    standard = standard_of(name)
    skin, units = read_skin(standard.rubric.language), list(made_up(AT_ONCE + 1))
    stamper, form = Stamper(standard, skin, STAMP), unit_form(standard, skin, units[0])
    first = stamper.stamped(units[0])  # the blank itself is made once for all units
    assert first is not None
    works: dict[str, Callable[[], object]] = {
        "stamped": lambda: [stamper.stamped(unit) for unit in units[1:]],
        "rendered": lambda: _rendered(standard, units[1]),
        "openpyxl": lambda: peers.openpyxl_writes(form),
    }
    for work in works.values():  # the first run of each warms caches and does not count
        work()
    rounds = [{key: _timed(work, time.process_time) * 1000 for key, work in works.items()} for _ in range(runs)]
    middle = {key: median(one[key] for one in rounds) for key in works}
    sizes = len(first) / 1024, len(_rendered(standard, units[0])) / 1024
    return Blank(name, middle["stamped"] / AT_ONCE, middle["rendered"], middle["openpyxl"], *sizes)


def on_disk(name: str, count: int = 10_000, runs: int = 3) -> OnDisk:
    """Measure the whole command in a process of its own, and copying the files that it wrote."""
    found = []
    with TemporaryDirectory(prefix="xlrubric-bench-") as folder:
        home = Path(folder)
        rows = (",".join((u.id, u.name, u.group, u.lead, u.contact)) for u in made_up(count))
        (home / "units.csv").write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
        for _ in range(runs):
            used = spent(["build", name, "--units", "units.csv", "-o", "out"], home)
            files = sorted((home / "out").iterdir())
            assert len(files) == count
            with _emptied(home / "copy"):
                began = time.process_time()
                copied = _timed(lambda: _copy(files, home / "copy"), time.perf_counter)  # noqa: B023
                processor = time.process_time() - began
            size = median(path.stat().st_size for path in files[:100]) / 1024
            shutil.rmtree(home / "out")
            found.append((used.seconds, used.processor, used.peak, copied, processor, size))
    wall, used, peak, copied, processor, size = (median(column) for column in zip(*found, strict=True))
    return OnDisk(name, count, wall, copied, used, processor, size, peak or None)


def made_up(count: int) -> Iterator[Unit]:
    """Make up units as a city has them: groups and lead units that repeat, names and contacts that do not."""
    for n in range(count):
        group, lead = f"第{n % 7 + 1}组", f"牵头单位{n % 40 + 1}"
        yield Unit(f"U{n:06}", f"第{n + 1}街道办事处", group, lead, contact=f"联系人{n + 1}")


def _rendered(standard: Standard, unit: Unit) -> bytes:
    form = unit_form(standard, read_skin(standard.rubric.language), unit)
    return render(form, form_values(form, Prefill()), STAMP)


def _timed(work: Callable[[], object], clock: Clock) -> float:
    began = clock()
    work()
    return clock() - began


def _copy(files: list[Path], folder: Path) -> None:
    for path in files:
        shutil.copy(path, folder / path.name)


@contextmanager
def _emptied(folder: Path) -> Iterator[None]:
    folder.mkdir()
    yield
    shutil.rmtree(folder)


def main() -> None:
    """Print the figures alone."""
    for name in smallest_and_largest():
        blank = blank_workbook(name)
        print(blank, "XlsxWriter {:.0f} x, openpyxl {:.0f} x".format(*blank.ratios))
        for count in (1_000, 10_000):
            disk = on_disk(name, count)
            print(disk, f"{disk.ratio:.2f} times copying", flush=True)


if __name__ == "__main__":
    main()
