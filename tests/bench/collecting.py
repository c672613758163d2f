"""Collecting: the whole command on thousands of returned files, beside those who merely read them, and how it grows.

Apart from ``run``, which prints the table. The returns are made of some hundreds of fillings, each put under several
units: the same bytes would be duplicates. The peer reads a part of the files, and its time is multiplied.
"""

import io
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.bench import peers
from tests.bench.building import HEADINGS
from tests.bench.command import spent
from tests.bench.crowds import fillings
from tests.proof.samples import STAMP, standard_of
from xlrubric.build import Prefill, form_values
from xlrubric.entries import Reading
from xlrubric.layout.form import unit_form
from xlrubric.skin import read_skin
from xlrubric.units import Unit
from xlrubric.writer import render

PART = 200  # files that the peer reads
KINDS = 480  # different fillings of a form: far more than the reader's memory of rows holds
MODEL = Unit("U000000", "第000000街道办事处", "第1组", "牵头单位1")


@dataclass(frozen=True)
class Collected:
    """Seconds of wall and of processor time of the whole command, its peak in MB (of the largest process)."""

    rubric: str
    count: int
    seconds: float
    processor: float
    peak: float
    peer: float  # seconds that pandas with openpyxl would need to read them all, one after another

    @property
    def ratio(self) -> float:
        """Give how many times longer the peer takes merely to read."""
        return self.peer / self.seconds


def collected(name: str, count: int) -> Collected:
    """Measure ``xlrubric collect`` of so many units' returns, in a process of its own."""
    with TemporaryDirectory(prefix="xlrubric-bench-") as folder:
        home = Path(folder)
        files = list(returns(name, count, home))
        peer = _peer(files[:PART]) * count / min(count, PART)
        words = ["collect", "returned", "--rubric", name, "--units", "units.csv", "-o", "ranking.xlsx"]
        used = spent(words, home, well=(0, 1))  # 1: something needs a person
        assert (home / "ranking.xlsx").exists()
        return Collected(name, count, used.seconds, used.processor, used.peak, peer)


def returns(name: str, count: int, home: Path) -> Iterator[Path]:
    """Write a unit list and every unit's return; give the files."""
    units = [f"U{n:06},第{n:06}街道办事处,第1组,牵头单位1," for n in range(count)]
    (home / "units.csv").write_text("\n".join((HEADINGS, *units)), encoding="utf-8")
    (home / "returned").mkdir()
    forms = list(_fillings(name))
    for n in range(count):
        path = home / "returned" / f"U{n:06}.xlsx"
        path.write_bytes(_of_unit(forms[n % len(forms)], n))
        yield path


Parts = list[tuple[zipfile.ZipInfo, bytes]]


def _fillings(name: str) -> Iterator[Parts]:
    """Give forms of the model unit, filled in as people do, as their parts."""
    standard = standard_of(name)
    form = unit_form(standard, read_skin(standard.rubric.language), MODEL)
    for filling in fillings(form.standard, Random(1), KINDS):
        readings = {entry: Reading(value) for entry, value in filling.items() if value is not None}
        data = render(form, form_values(form, Prefill({MODEL.id: readings})), STAMP)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield [(info, package.read(info)) for info in package.infolist()]


def _of_unit(parts: Parts, number: int) -> bytes:
    """Put another unit in the place of the model."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for info, data in parts:
            own = data.replace(b"U000000", f"U{number:06}".encode())
            package.writestr(info, own.replace("第000000街".encode(), f"第{number:06}街".encode()))
    return made.getvalue()


def _peer(files: list[Path]) -> float:
    began = time.perf_counter()
    for path in files:
        peers.pandas_openpyxl(path.read_bytes())
    return time.perf_counter() - began


def main() -> None:
    """Print the figures alone: the rubric and the count, if they are given."""
    name = sys.argv[1] if len(sys.argv) > 1 else "xiangxi-2018"
    for count in map(int, sys.argv[2:] or ("1000", "10000")):
        found = collected(name, count)
        print(found, f"{found.ratio:.1f} times quicker than reading, {found.seconds / count * 1000:.2f} ms each")


if __name__ == "__main__":
    main()
