"""Files in, bytes out: folders walked, archives looked into, every single file accounted for.

Apart from what is made of them. Nothing is followed and nothing is extracted by name. Lock files and the like are
given too, since a collector must say of each file what became of it; ``Tally`` counts what there was, by itself, so
that the collector can prove that nothing was lost.
"""

import hashlib
import io
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from xlrubric import archives
from xlrubric.archives import Budget, Names, open_archive
from xlrubric.problems import Place, Problem, problem
from xlrubric.xlsx.sniff import is_zip, not_a_zip

DEEPEST = 2  # an archive, and archives in it
MOST_BYTES = 32 * 2**20  # of a file that is no archive; three of them may be in memory at once
MOST_HASHED = 2**30  # bytes, which take seconds; a sparse file says that it has any number
_HEAD = 2**16  # bytes of a file that is too large, to name it by
_ZIP = b"PK"
_MAYBE_FORMS = frozenset({"package-xls", "package-encrypted", "package-old-office", "package-text", "package-unknown"})


@dataclass(frozen=True)
class Arrived:
    """A file that came back: its name as messages show it, and its bytes, or the problem that kept them away.

    ``members`` says of an archive that was opened how many files follow from it. ``whole`` are the size and the
    SHA-256 of a file of which ``data`` is only the beginning; of an endless one, of its size and ``MOST_HASHED`` bytes.
    """

    name: str
    data: bytes
    problem: Problem | None = None
    members: int | None = None
    whole: tuple[int, str] | None = None


@dataclass
class Tally:
    """What there was: files (and folders that could not be read, or were empty), archives opened, their members.

    ``listed`` is how many files there are before any is opened.
    """

    found: int = 0
    opened: int = 0
    members: int = 0
    listed: int = 0

    @property
    def expected(self) -> int:
        """Give how many files must be accounted for: an archive that was opened stands for its members."""
        return self.found - self.opened + self.members


def arrivals(paths: Iterable[Path], tally: Tally | None = None) -> Iterator[Arrived]:
    """Give every file under the paths once, folders and archives opened, in the order of their names.

    An archive is followed by its members.
    """
    intake = _Intake(tally or Tally(), Names())
    spots = list(_spots(sorted(set(paths))))
    intake.tally.listed = len(spots)
    for spot in spots:
        yield from intake.spot(spot)


@dataclass(frozen=True)
class _Spot:
    """Something under the paths: a file, or what cannot be read as one, with the message for it."""

    path: Path
    code: str = ""
    why: str = ""


def shown_path(path: Path) -> str:
    """Give a path as text: a name that is not UTF-8 is taken to be GB18030."""
    text = str(path)
    if text.isascii():
        return text
    raw = text.encode("utf-8", errors="surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _spots(paths: Iterable[Path]) -> Iterator[_Spot]:
    given: set[Path] = set()
    for path in paths:
        for spot in _walked(path) if path.is_dir() else [_named(path)]:
            true = spot.path.parent.resolve() / spot.path.name
            if true not in given:
                given.add(true)
                yield spot


def _named(path: Path) -> _Spot:
    return _Spot(path, "file-special" if path.exists() and not path.is_file() else "")


def _walked(folder: Path) -> Iterator[_Spot]:
    """Walk a folder in the order of the names of all that is in it; links to folders are named, not followed."""
    spots = sorted(_inside(folder), key=lambda spot: spot.path)
    yield from spots or [_Spot(folder, "nothing-to-collect")]


def _inside(folder: Path) -> Iterator[_Spot]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = [(Path(entry.path), *_nature(entry)) for entry in entries]
        except OSError as fault:
            yield _Spot(here, "folder-unreadable", fault.strerror or str(fault))
            continue
        for path, is_folder, code in found:
            if is_folder:
                waiting.append(path)
            else:
                yield _Spot(path, code)


def _nature(entry: "os.DirEntry[str]") -> tuple[bool, str]:
    """Say whether an entry is a folder, and the message for what is neither that nor a file."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return (False, "folder-link") if _is_junction(entry) else (True, "")
        if entry.is_dir():
            return False, "folder-link"
        if entry.is_file() or not Path(entry.path).exists():  # a link that leads nowhere fails when it is opened
            return False, ""
    except OSError:
        return False, ""
    return False, "file-special"


def _is_junction(entry: "os.DirEntry[str]") -> bool:
    """Say whether a folder of Windows is a link: such a one may lead back to the folder that it is in."""
    attributes = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(attributes == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1))


@dataclass(frozen=True)
class _Intake:
    """Opens what was found, keeping count; no two files have one name."""

    tally: Tally
    names: Names

    def spot(self, spot: _Spot) -> Iterator[Arrived]:
        """Give a file or what is in it."""
        self.tally.found += 1
        name = self.names.own(shown_path(spot.path))
        if spot.code:
            yield Arrived(name, b"", problem(Place(name), spot.code, **({"why": spot.why} if spot.why else {})))
            return
        try:
            with spot.path.open("rb") as file:
                yield from self._read(file, name)
        except OSError as fault:
            yield Arrived(name, b"", problem(Place(name), "file-unreadable", why=fault.strerror or fault))

    def _read(self, file: BufferedReader, name: str) -> Iterator[Arrived]:
        size = os.fstat(file.fileno()).st_size
        if size <= MOST_BYTES:
            yield from self._opened(name, file.read(MOST_BYTES + 1), 1, Budget())
            return
        head = file.read(_HEAD)
        archive = open_archive(file, size) if head.startswith(_ZIP) else None
        whole = (size, _digest(file, size))
        if archive is None:
            yield Arrived(name, head, _too_large(head, name), whole=whole)
            return
        yield from self._unpacked(archive, Arrived(name, b"", whole=whole), 1, Budget())

    def _opened(self, name: str, data: bytes, depth: int, budget: Budget) -> Iterator[Arrived]:
        archive = open_archive(io.BytesIO(data), len(data)) if data.startswith(_ZIP) else None
        if archive is None:
            yield Arrived(name, data)
        elif depth > DEEPEST:
            yield Arrived(name, data, problem(Place(name), "archive-too-deep"))
        else:
            yield from self._unpacked(archive, Arrived(name, data), depth, budget)

    def _unpacked(self, archive: archives.Archive, whole: Arrived, depth: int, budget: Budget) -> Iterator[Arrived]:
        """Give an archive and then its members; itself alone where it is not to be unpacked or holds nothing."""
        fault = archives.refused(archive, whole.name, budget)
        if fault is None and not archive.members:
            fault = problem(Place(whole.name), "nothing-to-collect")
        if fault is not None:
            yield replace(whole, problem=fault)
            return
        members = archive.named()
        self.tally.opened += 1
        self.tally.members += len(members)
        yield replace(whole, members=len(members))
        for own, info in members:
            name = self.names.own(f"{whole.name}/{own}")
            data, fault = archives.member(archive, info, name)
            if fault is not None:
                yield Arrived(name, data, fault)
            else:
                yield from self._opened(name, data, depth + 1, budget)


def _digest(file: BufferedReader, size: int) -> str:
    """Give the SHA-256 of a file; of its size and beginning where it may be endless."""
    file.seek(0)
    digest, left = hashlib.sha256(str(size).encode() if size > MOST_HASHED else b""), MOST_HASHED
    while left > 0 and (piece := file.read(min(left, 2**20))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()


def _too_large(head: bytes, name: str) -> Problem:
    """Name a file that is too large to be a form by its beginning, if that tells."""
    code, details = not_a_zip(head, name)
    if is_zip(head) or code in _MAYBE_FORMS:
        return problem(Place(name), "file-too-large", limit=MOST_BYTES // 2**20)
    return problem(Place(name), code, **details)
