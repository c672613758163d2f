"""Many files read side by side: several processes, each with a collector of its own, and one order of results.

Apart from ``collector``, which reads one file and knows nothing of processes. Plain workbooks, which are nearly all, go
out in batches; what needs a library of its own, a password or more memory is read here, one file in hand at a time. A
process that breaks down costs nobody's file but the one that broke it.
"""

import io
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice, repeat
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from typing import Any

from xlrubric.collector import Collector, Read, failed
from xlrubric.foreign.desk import Desk
from xlrubric.garbage import look_seldom
from xlrubric.intake import Arrived
from xlrubric.keyed import Keyed
from xlrubric.layout.evidence import Document, documents
from xlrubric.layout.hands import Hands, hands_named
from xlrubric.opening import Elsewhere
from xlrubric.problems import Problem
from xlrubric.rubric import Rubric
from xlrubric.settle import Tags
from xlrubric.skin import Look, read_skin
from xlrubric.standard import Standard
from xlrubric.typed_cells import KeptCells
from xlrubric.units import Unit
from xlrubric.verify import UnitReturn
from xlrubric.xlsx.remembered import forget
from xlrubric.xlsx.sniff import is_zip

FEW = 64  # files that are read here: for no more than these, if they are small, nobody is called
BATCH = 16  # files
MOST_IN_HAND = 2**24  # bytes of those
HEAVY = 2**20  # bytes of files: a batch is no larger, but for its last file


@dataclass(frozen=True)
class Kit:
    """All that a process needs to read files as this one does."""

    rubric: Rubric
    problems: tuple[Problem, ...]
    units: tuple[Unit, ...]
    counts: str
    key: bytes | None
    looks: tuple[Look, ...]


def hands_free() -> int:
    """Say how many processes may read: as many as there are processors for this one."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(count or 1, 16))


def read_all(collector: Collector, arrived: Iterable[Arrived], kit: Kit, workers: int) -> Iterator[Read]:
    """Read every file, in the order given; beyond the first few, with so many processes at once."""
    files = iter(arrived)
    first = list(_first(files)) if workers > 1 else []
    following = next(files, None)
    rest = files if following is None else chain([following], files)
    if following is None or workers == 1:
        yield from map(collector.read, chain(first, rest))
        return
    with _Crew(collector, kit, workers) as crew:
        crew.call()
        yield from map(collector.read, first)
        first.clear()
        forget()  # the others read from now on, and the tables will need the room
        yield from crew.read(rest)


def _first(files: Iterator[Arrived]) -> Iterator[Arrived]:
    """Give the files that are read here while the processes start, if there are more than these."""
    weight = 0
    for one in islice(files, FEW):
        yield one
        weight += len(one.data)
        if weight > MOST_IN_HAND:
            return


Batch = list[Arrived]


class _Crew:
    """The processes, and the collector here for what they do not read: all, where no process can be called."""

    def __init__(self, collector: Collector, kit: Kit, workers: int) -> None:
        self.collector, self.workers, self.key = collector, workers, kit.key
        self.folder = TemporaryDirectory(prefix="xlrubric-")
        self.kit = Path(self.folder.name) / "kit"  # through a pipe it would hold each process up until it has started
        self.kit.write_bytes(pickle.dumps(replace(kit, key=None)))  # the key goes to no disk
        self.pool = self._called()

    def __enter__(self) -> "_Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)  # whoever is still starting reads the kit first
        self.folder.cleanup()

    def _called(self) -> ProcessPoolExecutor | None:
        """Call the processes; on every system in the same way, by starting Python anew. None where that cannot be."""
        try:
            return ProcessPoolExecutor(self.workers, get_context("spawn"), _begin, (self.kit, self.key))
        except (OSError, NotImplementedError):
            return None

    def call(self) -> None:
        """Let the processes start, which takes them a while; each does so when there is something for it."""
        for _ in range(self.workers):
            self._sent([])

    def read(self, arrived: Iterable[Arrived]) -> Iterator[Read]:
        """Read the files in order; of each process no more than three batches are in memory."""
        waiting: deque[tuple[Batch, Future[bytes] | None]] = deque()
        for batch in _batches(arrived):
            plain = [one for one in batch if _is_plain(one)]
            waiting.append((batch, self._sent(plain) if plain else None))
            if len(waiting) > 2 * self.workers:
                yield from self._back(*waiting.popleft())
        while waiting:
            yield from self._back(*waiting.popleft())

    def _sent(self, files: Batch) -> Future[bytes] | None:
        """Send files out; where the processes have broken down, to others called anew; None where there are none."""
        for _ in range(2):
            try:
                with _uninterrupted():
                    return self.pool.submit(_read, files) if self.pool else None
            except BrokenProcessPool:
                self._dismissed()
                self.pool = self._called()
            except OSError:  # no more processes may be started
                self._dismissed()
        return None

    def _dismissed(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = None

    def _back(self, batch: Batch, sent: Future[bytes] | None) -> Iterator[Read]:
        """Give what a batch brought back, and read here what it left."""
        try:
            reads = iter(unpacked(sent.result(), self.collector.standard) if sent else repeat(None))
        except BrokenProcessPool:  # over this batch, or over another that was out at the same time
            reads = map(self._alone, filter(_is_plain, batch))
        for one in batch:
            yield (next(reads) if _is_plain(one) else None) or self.collector.read(one)

    def _alone(self, one: Arrived) -> Read | None:
        """Send a file that may have broken a process; one that does so is accounted for as unread.

        Where a process breaks down over nothing, it is no file's fault, and all are read here.
        """
        try:
            sent = self._sent([one])
            return unpacked(sent.result(), self.collector.standard)[0] if sent else None
        except BrokenProcessPool as fault:
            if self._works():
                return failed(one, fault)
            self._dismissed()
            return None

    def _works(self) -> bool:
        try:
            sent = self._sent([])
            return sent is not None and sent.result() is not None
        except BrokenProcessPool:
            return False


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that do not hear it when a person stops the program: this one does, and ends them."""
    heard = current_thread() is main_thread()
    before = signal(SIGINT, SIG_IGN) if heard else None
    try:
        yield
    finally:
        if heard:
            signal(SIGINT, before)


def _is_plain(arrived: Arrived) -> bool:
    """Say whether a file looks like a workbook that needs no library and no password."""
    return arrived.problem is None and arrived.members is None and is_zip(arrived.data)


def _batches(arrived: Iterable[Arrived]) -> Iterator[Batch]:
    batch: Batch = []
    weight = 0
    for one in arrived:
        batch.append(one)
        weight += len(one.data)
        if len(batch) >= BATCH or weight > HEAVY:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


# --- what a process does ------------------------------------------------------------------------------------------


class _NoDesk(Desk):
    """Reads nothing of other formats: these are read where the processes were called from."""

    def _ask(self, question: bytes, data: bytes, name: str, understood: Callable[[bytes], Any]) -> Any:
        raise Elsewhere


_own: list[Collector] = []  # of this process: there is no other way to hand it from the start to the batches


def _begin(written: Path, key: bytes | None) -> None:
    """Make this process's collector; whoever stops the program stops the process that called, which ends this one."""
    signal(SIGINT, SIG_IGN)
    kit: Kit = pickle.loads(written.read_bytes())  # by the process that called us
    standard, language = Standard(kit.rubric, kit.problems), kit.rubric.language
    skins = [read_skin(language, look) for look in kit.looks]
    collector = Collector(standard, read_skin(language), kit.units, kit.counts, key=key, looks=skins, desk=_NoDesk())
    _own[:] = [collector]
    look_seldom()


def _read(batch: Batch) -> bytes:
    """Read a batch; None stands for a file that must be read elsewhere."""
    return packed([_one(one) for one in batch])


def _one(arrived: Arrived) -> Read | None:
    try:
        return _own[0].read(arrived)
    except Elsewhere:
        return None


def packed(reads: Sequence[Read | None]) -> bytes:
    """Write what was read for the process that called."""
    returns = [returned for read in reads if read for returned in read.returns]
    places = list({id(part): part for returned in returns for part in _alike(returned)}.values())
    message = io.BytesIO(pickle.dumps(places))
    message.seek(0, io.SEEK_END)
    _Packing(message, {returned.standard for returned in returns}, places).dump(reads)
    return message.getvalue()


Places = Mapping[str, Any]  # of the cells of a form, of the values of a return: what stands where, by local name


def _alike(returned: UnitReturn) -> Iterator[Places]:
    """Give the mappings that a return shares with others."""
    yield returned.at
    yield from (held.places for held in (returned.readings, returned.score) if isinstance(held, Keyed))
    if isinstance(returned.cells, KeptCells):
        yield returned.cells.spots


def unpacked(message: bytes, standard: Standard) -> Sequence[Read | None]:
    """Read what another process has written, with this one's standard."""
    packing = io.BytesIO(message)
    places = [_shared(tuple(at.items())) for at in pickle.load(packing)]
    reads: list[Read | None] = _Unpacking(packing, standard, places).load()
    return reads


@lru_cache(maxsize=256)
def _shared(places: tuple[tuple[str, Any], ...]) -> Places:
    """Give places as all returns have them that have them alike."""
    return dict(places)


class _Packing(pickle.Pickler):
    """Writes what was read; what both sides have goes by its name: standards, hands, a standard's documents."""

    def __init__(self, file: io.BytesIO, standards: Iterable[Standard], places: Sequence[Places]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.places = {id(at): place for place, at in enumerate(places)}
        self.documents = {
            document: (standard.tags, place)
            for standard in standards
            for place, document in enumerate(documents(standard))
        }

    def persistent_id(self, thing: object) -> tuple[str, object] | None:
        """Name standards by their tags, hands by their key, documents and the cells of entries by their place."""
        if isinstance(thing, Standard):
            return "standard", thing.tags
        if isinstance(thing, Document):
            return "document", self.documents[thing]
        if type(thing) is dict and id(thing) in self.places:
            return "places", self.places[id(thing)]
        return ("hands", thing.key) if isinstance(thing, Hands) else None


class _Unpacking(pickle.Unpickler):
    """Reads what was written, with this side's own standards and hands."""

    def __init__(self, file: io.BytesIO, standard: Standard, places: Sequence[Places]) -> None:
        super().__init__(file)
        self.standard, self.places = standard, places

    def persistent_load(self, known: tuple[str, Any]) -> object:
        """Find what goes by its name."""
        kind, name = known
        if kind == "hands":
            return hands_named(name)
        if kind == "places":
            return self.places[name]
        if kind == "standard":
            return self._variant(name)
        tags, place = name
        return documents(self._variant(tags))[place]

    def _variant(self, tags: Tags | None) -> Standard:
        return self.standard if tags is None else self.standard.variant(tags)
