"""One file beside two good forms, collected together: what became of it, and that the good ones are untouched.

Apart from the tests because all of them say it in the same way.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.returns.forms import FAULTS, STANDARD, UNITS, collector_of, filled
from xlrubric.accounting import FileAccount, prove
from xlrubric.collect import Collection, settled
from xlrubric.csv_tables import csv_bytes
from xlrubric.intake import Tally, arrivals
from xlrubric.ranking import ledger, ranking, scores

GOOD = {"一.xlsx": filled(FAULTS), "二.xlsx": filled(FAULTS, number=1)}

ALONE: list[tuple[object, ...]] = []  # the results of the two alone, once there are any


def gathered(paths: Iterable[Path]) -> Collection:
    """Collect as the program does, with one worker for all tests."""
    tally, collector = Tally(), collector_of(STANDARD)
    collection = settled(STANDARD, UNITS, [collector.read(arrived) for arrived in arrivals(paths, tally)])
    prove(collection.files, collection.archives, tally)
    return collection


def with_two_good(folder: Path, name: str, data: bytes) -> tuple[FileAccount, ...]:
    """Collect a file with two good forms; give the accounts of what came of it."""

    def write() -> None:
        (folder / name).write_bytes(data)

    return made_with_two_good(folder, write)


def made_with_two_good(folder: Path, make: Callable[[], None]) -> tuple[FileAccount, ...]:
    """Collect whatever ``make`` puts into the folder with two good forms; give the accounts of what came of it."""
    for name, form in GOOD.items():
        (folder / name).write_bytes(form)
    if not ALONE:
        ALONE.append(_results(gathered([folder]), folder))
    make()
    together = gathered([folder])
    assert _results(together, folder) == ALONE[0]
    return tuple(account for account in together.files if Path(account.file).name not in GOOD)


def _results(collection: Collection, folder: Path) -> tuple[object, ...]:
    """Give all that is said of the two good forms, as bytes where it is written as such."""
    accounts = [
        repr(account).replace(str(folder), "")
        for account in collection.files
        if Path(account.file).name in GOOD and Path(account.file).parent == folder
    ]
    tables = []
    for table in (ranking(collection), scores(collection), ledger(collection)):
        kept = table[table["unit"].isin(["U01", "U02"])]
        tables.append(csv_bytes(kept).replace(str(folder).encode(), b""))
    return *accounts, *tables
