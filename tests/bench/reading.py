"""Rows of the table: reading, verifying and scoring one return, beside those who merely read it, and beside the floor.

Each run takes another file, differently filled in, that was not read before: the reader knows the look of a form from
the first few, as it does in any collection, and what people wrote only from the file itself.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from random import Random

from tests.bench import peers
from tests.bench.crowds import fillings
from tests.proof.samples import STAMP, UNITS, single, standard_of
from xlrubric.build import Prefill, form_values
from xlrubric.collector import Collector
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.layout.form import Form
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.writer import render

Work = Callable[[], object]
Row = tuple[str, Work, str, Work]  # what, ours, beside, other

SMALLEST, LARGEST = "shaoxing-duty-branch", "branch-quantified"
BEFORE = 40  # returns that were read before the first that is timed


def returns(form: Form, count: int) -> Iterator[bytes]:
    """Give forms filled in as people do, each otherwise, with right cached values, as a program leaves them."""
    for filling in fillings(form.standard, Random(1), count):
        readings = {name: Reading(value) for name, value in filling.items() if value is not None}
        yield render(form, form_values(form, Prefill({form.units[0].id: readings})), STAMP)


def collector_of(standard: Standard) -> Collector:
    """Make what reads the files of a collection."""
    return Collector(standard, read_skin(standard.rubric.language), UNITS, standard.rubric.counts)


def in_turn(read: Callable[[bytes], object], files: list[bytes]) -> Work:
    """Give the work of reading the next file, and after the last the first again."""
    following = cycle(files)
    return lambda: read(next(following))


def verified(collector: Collector, data: bytes) -> object:
    """Read, verify and score one return."""
    read = collector.read(Arrived("form.xlsx", data))
    assert read.returns
    return read


def rows(name: str, runs: int) -> list[Row]:
    """Give the rows of one rubric, each for that many runs and the one before them."""
    standard = standard_of(name)
    form, collector = single(standard), collector_of(standard)
    before, files = (made := list(returns(form, BEFORE + runs + 1)))[:BEFORE], made[BEFORE:]
    for data in before:
        verified(collector, data)
    size = f"{name}, {len(files[0]) / 1024:.0f} KB, {len(form.formulas)} formulas"
    what = f"read + verify + score one return ({size})"
    others = {
        "floor: unzip + bare expat": peers.unzip_expat,
        "pandas + calamine merely read it": peers.pandas_calamine,
        "pandas + openpyxl merely read it": peers.pandas_openpyxl,
        "openpyxl reads its formulas and its values": peers.openpyxl_formulas,
    }
    ours = partial(verified, collector)
    return [(what, in_turn(ours, files), beside, in_turn(other, files)) for beside, other in others.items()]
