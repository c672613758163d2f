"""Files read by several processes: the same results as by one, in the same order, whoever breaks down."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.proof.fillings import random_filling
from tests.proof.samples import shipped_names, standard_of
from tests.returns.forms import FAULTS, SKIN, STANDARD, UNITS, filled, stamp
from xlrubric import crew
from xlrubric.accounting import Status
from xlrubric.build import Prefill, form_values
from xlrubric.collect import Collection, collect
from xlrubric.collector import Collector, Read
from xlrubric.crew import Kit, packed, read_all, unpacked
from xlrubric.entries import Reading
from xlrubric.intake import Arrived
from xlrubric.keyed import Keyed
from xlrubric.layout.form import unit_form
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.skin import read_skin
from xlrubric.standard import Standard
from xlrubric.typed_cells import KeptCells
from xlrubric.units import Unit, read_units
from xlrubric.verify import UnitReturn
from xlrubric.writer import render

GOOD = filled(FAULTS)
BROKEN = GOOD[: len(GOOD) // 2]
KIT = Kit(STANDARD.rubric, STANDARD.problems, UNITS, "review", None, ())
SAMPLES = Path(__file__).parent.parent / "samples"
OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


class Deadly(Arrived):
    """A file that ends any process to which it is sent, before that has looked at it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Call the processes for the first file, and send few at a time."""
    monkeypatch.setattr(crew, "FEW", 1)
    monkeypatch.setattr(crew, "BATCH", 2)


@contextmanager
def collector() -> Iterator[Collector]:
    with closing(Collector(STANDARD, SKIN, UNITS, "review")) as made:
        yield made


def read(files: Sequence[Arrived], workers: int) -> list[Read]:
    with collector() as here:
        return list(read_all(here, files, KIT, workers))


MIXED = [
    Arrived("a.xlsx", GOOD),
    Arrived("b.xlsx", filled(FAULTS, number=1)),
    Arrived("c.xls", OLD_EXCEL),
    Arrived("d.xlsx", BROKEN),
    Arrived("e.zip", b"PK", members=1),
    Arrived("f.xlsx", b""),
    Arrived("g.pdf", b"%PDF-1.7"),
    Arrived("h.xlsx", filled({"review.choice:1.1.1": "是"}, number=2)),
]


def test_several_processes_read_what_one_reads_in_the_same_order() -> None:
    alone, together = read(MIXED, 1), read(MIXED, 2)
    assert [one.account.file for one in together] == [one.name for one in MIXED]
    assert together == alone
    assert [bool(one.returns) for one in together] == [True, True, False, False, False, False, False, True]
    # two standards of one rubric would be two rubrics: they are told apart by identity, as hands are
    mine, back = (reads[1].returns[0] for reads in (alone, together))
    assert back.standard is mine.standard is STANDARD.variant(UNITS[1].tags) and back.hands is mine.hands


@pytest.mark.parametrize("name", shipped_names())
def test_what_another_process_has_read_is_what_this_one_would_have(name: str) -> None:
    """Of every shipped standard, with tags, evidence and registers: the other process has a standard of its own."""
    here, there = standard_of(name), Standard(standard_of(name).rubric, standard_of(name).problems)
    unit = Unit("U01", "甲", "甲组", tags=frozenset(sorted(here.known_tags)[:1]))
    skin = read_skin(here.rubric.language)
    form = unit_form(here, skin, unit)
    filling = random_filling(form.standard.graph, Random(3))
    readings = {entry: Reading(value) for entry, value in filling.items() if value is not None}
    arrived = Arrived("a.xlsx", render(form, form_values(form, Prefill({"U01": readings})), stamp()))
    mine, theirs = (Collector(one, skin, (unit,), one.rubric.counts).read(arrived) for one in (here, there))
    (back,) = unpacked(packed([theirs]), here)
    assert mine.returns and back == mine
    assert back is not None and back.returns[0].standard is mine.returns[0].standard
    (again,) = unpacked(packed([theirs]), here)
    assert again is not None
    assert [id(one) for one in alike(again.returns[0])] == [id(one) for one in alike(back.returns[0])]


def alike(returned: UnitReturn) -> list[object]:
    """Give what is kept once, of however many messages: the places of cells, the names of values."""
    assert isinstance(returned.readings, Keyed)
    assert isinstance(returned.score, Keyed)
    assert isinstance(returned.cells, KeptCells)
    return [returned.at, returned.readings.places, returned.score.places, returned.cells.spots]


def test_a_process_that_breaks_down_costs_only_the_file_that_broke_it() -> None:
    deadly = Deadly("deadly.xlsx", GOOD)
    files = [MIXED[0], MIXED[1], deadly, Arrived("z.xlsx", filled(FAULTS, number=2)), MIXED[3]]
    found = {one.account.file: one for one in read(files, 2)}
    assert list(found) == ["a.xlsx", "b.xlsx", "deadly.xlsx", "z.xlsx", "d.xlsx"]
    assert [fault.code for fault in found["deadly.xlsx"].account.problems] == ["reader-failed"]
    assert found["z.xlsx"].account.status is found["b.xlsx"].account.status is Status.SCORED
    assert found["d.xlsx"].account.status is Status.UNREADABLE


class NoMore:
    """Stands for processes on a system that starts none."""

    def __init__(self, *_: object) -> None:
        pass

    def submit(self, *_: object) -> None:
        raise OSError("Resource temporarily unavailable")

    def shutdown(self, **_: object) -> None:
        pass


def absent(*_: object) -> None:
    raise NotImplementedError("no semaphores here")


@pytest.mark.parametrize(
    ("what", "instead"), [("ProcessPoolExecutor", NoMore), ("ProcessPoolExecutor", absent), ("_begin", os.abort)]
)
def test_where_no_process_can_be_called_all_is_read_here(
    what: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, what, instead)
    assert read(MIXED, 2) == read(MIXED, 1)


def test_few_files_call_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "FEW", 8)
    monkeypatch.setattr(crew, "ProcessPoolExecutor", None)
    assert len(read(MIXED, 2)) == len(MIXED)


def test_as_many_processes_are_called_as_may_read() -> None:
    with collector() as here, crew._Crew(here, KIT, 2) as called:
        called.call()
        assert called.pool is not None
        assert len(called.pool._processes) == 2


@pytest.mark.parametrize(("heavy", "called"), [(8, True), (10**6, False)])
def test_large_files_are_not_gathered_while_the_processes_start(
    heavy: int, called: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first few are read here as one batch; where they are large, fewer."""
    told: list[int] = []
    monkeypatch.setattr(crew, "FEW", 4)
    monkeypatch.setattr(crew, "MOST_IN_HAND", heavy)
    monkeypatch.setattr(crew._Crew, "call", lambda self: told.append(1))
    with collector() as here:
        reads = list(read_all(here, [Arrived(f"{n}.pdf", b"%PDF-1.7") for n in range(3)], KIT, 2))
    assert [one.account.file for one in reads] == ["0.pdf", "1.pdf", "2.pdf"]
    assert bool(told) == called


def test_no_more_files_are_taken_in_hand_than_the_processes_have_work_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits is in memory: ten thousand files must not be."""
    taken: list[str] = []

    def arriving() -> Iterator[Arrived]:
        for n in range(40):
            taken.append(str(n))
            yield Arrived(f"{n}.pdf", b"%PDF-1.7")  # read here, so that no process need be called for this test

    with collector() as here:
        reads = read_all(here, arriving(), KIT, 2)
        for _ in range(3):
            next(reads)
        assert len(taken) <= 1 + 6 * crew.BATCH + 1
        assert len(list(reads)) == 37


def collected(workers: int) -> Collection:
    units = read_units(SAMPLES / "units.xlsx").units
    return collect([SAMPLES / "returned"], STANDARD, units, merge="newest", workers=workers)


def test_the_outputs_are_the_same_to_the_byte_by_any_number_of_processes(tmp_path: Path) -> None:
    books = []
    for workers in (1, 2):
        found = collected(workers)
        books.append(ranking_book(found, tables(found, "zh"), stamp(), tmp_path / "ranking.xlsx"))
    assert books[0] == books[1]


def test_progress_is_told_of_every_file_and_ends_where_all_are_done() -> None:
    heard: list[tuple[int, int]] = []
    collect([SAMPLES / "returned"], STANDARD, UNITS, progress=lambda done, of: heard.append((done, of)))
    files = sum(1 for path in (SAMPLES / "returned").rglob("*") if path.is_file())
    assert heard == sorted(heard) and heard[-1] == (files, files) and len(heard) >= files


def test_processes_do_not_hear_a_stop_and_this_one_does_as_before() -> None:
    """A process inherits that it does not hear it, on systems where it would be told at all."""
    before = signal.getsignal(signal.SIGINT)
    with crew._uninterrupted():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is before
