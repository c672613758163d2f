"""Files put in their places together: all of them, each whole, or none.

Apart from what makes the contents and from the names of files (``outputs``): here is the one place that creates,
renames and deletes. Everything is first written in a hidden folder (``.~xlrubric-…``) beside its places, and brought to
the disk; then each file, or a new folder with all that is in it, is renamed into its place.

Promised, whatever fails (a full disk, a missing permission, a device error, a lock) and however the program is
ended (killed, power cut):

* a file is the old one or the whole new one, never a part; no input is touched;
* files that go into a folder that is not there yet stand all or none: the folder gets its name in one renaming;
* a failure of any call undoes what was done before it: old files are put back, new ones and new folders go;
* what a killed run left behind is hidden, never bears a final name, and goes with the next run into that folder.

Not promised, since no file system has it: several files changed at one instant in a folder that is there already.
A kill between the renamings (about 20 microseconds a file) leaves some files new and some old, each whole. The rest
waits in the hidden folder, and the next run that writes into the folder first moves it to its places
(``leftovers``), except over files that somebody has changed since. Two runs into one folder at one time do not harm
each other's hidden folders; of two files with one name the last stands.
"""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from xlrubric.leftovers import NEW, OLD, READY, finish_interrupted, hidden_name, remove
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.syncing import Syncing

PAUSES = (0.05, 0.15, 0.4)  # seconds between tries: a virus scanner holds a new file for a moment
MOST_ASIDE = 1000


def _numbers(names: str) -> frozenset[int]:
    """Give the numbers of a system's errors; not every system has every one."""
    return frozenset(getattr(errno, name) for name in names.split() if hasattr(errno, name))


_LOCKED = _numbers("EACCES EPERM EBUSY ETXTBSY")
_NO_FOLDER_SYNC = _numbers("EINVAL EBADF ENOTSUP")  # some network drives have none
_CODES = {
    number: code
    for code, names in {
        "output-disk-full": "ENOSPC EDQUOT",
        "output-forbidden": "EACCES EPERM EROFS",
        "output-no-folder": "ENOENT ENOTDIR",
        "output-name-long": "ENAMETOOLONG",
    }.items()
    for number in _numbers(names)
}
_LONG_ON_WINDOWS = 206  # its own number for a name too long


@dataclass(frozen=True)
class Delivered:
    """Where each file stands now, in the order given, and what is to be said of it."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def deliver(files: Iterable[tuple[Path, bytes]], aside: Collection[Path] = ()) -> Delivered:
    """Write the files together; folders are made as needed. Raises Refusal, everything being then as before.

    A file of ``aside`` whose place is locked (open in Excel) is written beside it, ``name (2).xlsx``, with a problem
    ``output-beside``; any other lock refuses the whole.
    """
    work = _Work(frozenset(aside))
    try:
        for path, data in files:
            work.stage(path, data)
        return work.commit()
    except BaseException:
        work.undo()
        raise
    finally:
        work.clear()


@dataclass(frozen=True)
class _Step:
    """One renaming: of a file, or of a folder that is not there yet with all that is in it."""

    path: Path  # as the user called it, for messages
    base: Path
    name: str

    @property
    def final(self) -> Path:
        return self.base / self.name


@dataclass(frozen=True)
class _Shelf:
    """Where the files for one folder are staged: ``base`` is there already, ``new`` the first folder that is not."""

    base: Path
    new: str
    staging: Path
    folders: tuple[Path, ...]  # in which something is named: this one and those above it


class _Work:
    """Files under way: staged in hidden folders, then moved; knows how to undo what it did."""

    def __init__(self, aside: frozenset[Path]) -> None:
        self.aside = aside
        self.rooms: dict[Path, Path] = {}  # by the folder that is there, the hidden one in it
        self.paths: list[Path] = []
        self.steps: dict[Path, _Step] = {}
        self.undoing: list[tuple[Path, Callable[[], object]]] = []
        self.said: list[Problem] = []
        self.moved: dict[Path, Path] = {}
        self.syncing = Syncing(_told)
        self.shelves: dict[Path, _Shelf] = {}  # by the folder as the user called it

    def stage(self, path: Path, data: bytes) -> None:
        """Write a file into a hidden folder beside its place; ``commit`` brings it to the disk."""
        with _told(path):
            shelf = self.shelves.get(path.parent) or self._shelf(path.parent)
            if not shelf.new and path.is_dir():
                raise Refusal([problem(Place(str(path)), "output-is-folder")])
            _write(target := shelf.staging / path.name, data)
            first = shelf.new or path.name
            if shelf.base / first not in self.steps:
                self.steps[shelf.base / first] = _Step(path, shelf.base, first)
            self.syncing.add(target, path)
            self.paths.append(path)

    def commit(self) -> Delivered:
        """Bring everything to the disk, then rename it into its place."""
        steps = list(self.steps.values())
        if steps:
            self.syncing.finish()
            with _told(steps[0].path):
                self._prepare(steps)
        for step in steps:
            with _told(step.path):
                self._move(step)
        for step in {step.base: step for step in steps}.values():
            with _told(step.path):
                _sync_folder(step.base)
        self.undoing.clear()
        return Delivered(tuple(self.moved.get(path, path) for path in self.paths), tuple(self.said))

    def undo(self) -> None:
        """Put back what was there. Raises Refusal (output-mixed) where even that fails."""
        for room in self.rooms.values():
            with suppress(OSError):  # undone half-way it must not be finished by the next run
                _home(room).rename(room)
        left: list[Path] = []
        for path, back in reversed(self.undoing):
            try:
                _patiently(back)
            except OSError:
                left.append(path)
        if left:
            raise Refusal([problem(Place(str(path)), "output-mixed", kept=self._kept()) for path in left])

    def clear(self) -> None:
        """Remove the hidden folders; what cannot be removed goes with the next run."""
        for room in self.rooms.values():
            for one in (room, room.with_name(room.name + READY)):
                with suppress(OSError):
                    remove(one)

    def _kept(self) -> str:
        """Keep the hidden folders, in which the old files are, and name them."""
        rooms, self.rooms = [_home(room) for room in self.rooms.values()], {}
        return ", ".join(map(str, rooms))

    def _shelf(self, folder: Path) -> "_Shelf":
        """Find where the files for a folder are staged."""
        parent = folder.resolve()
        base = _standing(parent)
        inside = parent.relative_to(base)
        top = self._room(base) / NEW
        staging = top / inside
        staging.mkdir(parents=True, exist_ok=True)
        folders = tuple(top / above for above in (inside, *inside.parents))
        self.shelves[folder] = _Shelf(base, inside.parts[0] if inside.parts else "", staging, folders)
        return self.shelves[folder]

    def _room(self, base: Path) -> Path:
        if base not in self.rooms:
            self.said += finish_interrupted(base)
            room = base / f"{hidden_name()}-{secrets.token_hex(4)}"
            self.rooms[base] = room
            room.mkdir()
            (room / NEW).mkdir()
        return self.rooms[base]

    def _prepare(self, steps: list[_Step]) -> None:
        """Bring the hidden folders to the disk; keep the old files; where there is more to move, mark all as ready."""
        for folder in dict.fromkeys(folder for shelf in self.shelves.values() for folder in shelf.folders):
            _sync_folder(folder)
        for step in steps:
            _keep_old(step.final, self.rooms[step.base] / OLD / step.name)
        if len(steps) > 1:
            for room in self.rooms.values():
                room.rename(room.with_name(room.name + READY))

    def _move(self, step: _Step) -> None:
        room = self.rooms[step.base]
        source = _home(room) / NEW / step.name
        self.undoing.append((step.path, lambda: self._back(step)))
        if source.is_dir():
            _patiently(lambda: source.rename(step.final))
            return
        if os.name == "posix" and step.final.exists():
            with suppress(OSError):
                shutil.copymode(step.final, source)
        self._put(step, source)

    def _back(self, step: _Step) -> None:
        """Undo a step, if it was done."""
        home = _home(self.rooms[step.base])
        source, kept, final = home / NEW / step.name, home / OLD / step.name, self.moved.get(step.path, step.final)
        if source.exists():
            return
        if final.is_dir():
            final.rename(source)
        elif kept.exists() and final == step.final:
            kept.replace(final)
        else:
            final.unlink()

    def _put(self, step: _Step, source: Path) -> None:
        """Rename a file into its place, or beside it where that is locked."""
        try:
            _patiently(lambda: source.replace(step.final))
        except OSError as error:
            if error.errno not in _LOCKED or not step.final.exists():
                raise
            if step.path not in self.aside:
                raise Refusal([problem(Place(str(step.path)), "output-locked")]) from error
            other = _free_beside(step.path)
            self.moved[step.path] = other
            source.replace(other)
            self.said.append(problem(Place(str(step.path)), "output-beside", other=other.name))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell an error of the system as the file's."""
    try:
        yield
    except OSError as error:
        long = getattr(error, "winerror", None) == _LONG_ON_WINDOWS
        code = "output-name-long" if long else _CODES.get(error.errno or 0, "output-unwritable")
        at = next((p for p in path.parents if p.is_file()), path) if isinstance(error, NotADirectoryError) else path
        raise Refusal([problem(Place(str(at)), code, reason=error.strerror or str(error))]) from error


def _standing(folder: Path) -> Path:
    """Give the folder, or the nearest above it that is there. Raises NotADirectoryError where a file stands there."""
    for path in (folder, *folder.parents):
        if path.is_dir():
            return path
        if path.exists() or path.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)


def _keep_old(final: Path, kept: Path) -> None:
    """Keep a file that is to be replaced: by a second name, or a copy where the drive has no such thing."""
    if not final.is_file():
        return
    kept.parent.mkdir(exist_ok=True)
    try:
        os.link(final, kept)
    except OSError:
        shutil.copy2(final, kept)


def _patiently(action: Callable[[], object]) -> None:
    """Rename, trying again after each pause; a lock that outlasts them is a person's."""
    for pause in PAUSES:
        try:
            action()
        except OSError as error:
            if error.errno not in _LOCKED:
                raise
            time.sleep(pause)
        else:
            return
    action()


def _free_beside(path: Path) -> Path:
    """Give the first name ``ranking (2).xlsx`` … that is free."""
    for n in range(2, MOST_ASIDE):
        other = path.with_name(f"{path.stem} ({n}){path.suffix}")
        if not other.exists():
            return other
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _home(room: Path) -> Path:
    """Give a hidden folder under the name that it has now."""
    ready = room.with_name(room.name + READY)
    return ready if ready.exists() else room
