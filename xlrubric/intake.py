"""Files in, bytes out: folders walked, archives looked into, every single file accounted for.

Apart from what is made of them. Paths inside an archive are data only: nothing is extracted by name. Lock files
and the like are given too, since a collector must say of each file what became of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from xlrubric.problems import Place, Problem, problem

DEEPEST = 2  # an archive, and archives in it
MOST_BYTES = 256 * 1024 * 1024
UTF8_NAME = 0x800
# parts, in small letters, by which a document of an office program is told from a plain archive
OF_DOCUMENTS = frozenset({"[content_types].xml", "xl/workbook.xml", "mimetype", "index/document.iwa"})


@dataclass(frozen=True)
class Arrived:
    """A file that came back: its name as messages show it, and its bytes, or the problem that kept them away."""

    name: str
    data: bytes
    problem: Problem | None = None


def arrivals(paths: Iterable[Path]) -> Iterator[Arrived]:
    """Give every file under the paths once, folders and archives opened, in the order of their names."""
    given: set[Path] = set()
    for path in sorted(set(paths)):
        inside = sorted(child for child in path.rglob("*") if child.is_file()) if path.is_dir() else [path]
        if not inside:
            yield Arrived(str(path), b"", problem(Place(str(path)), "nothing-to-collect"))
        for file in inside:
            if (true := file.resolve()) not in given:
                given.add(true)
                yield from _file(file)


def _file(path: Path) -> Iterator[Arrived]:
    name = str(path)
    try:
        data = path.read_bytes()
    except OSError as fault:
        yield Arrived(name, b"", problem(Place(name), "file-unreadable", why=fault.strerror))
        return
    yield from _opened(name, data, 1)


def _opened(name: str, data: bytes, depth: int) -> Iterator[Arrived]:
    archive = _archive(data) if depth <= DEEPEST else None
    if archive is None:
        yield Arrived(name, data)
        return
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        if not members:
            yield Arrived(name, data, problem(Place(name), "nothing-to-collect"))
        members.sort(key=lambda info: (_name(info), info.header_offset))
        for info, own in zip(members, _told_apart([_name(info) for info in members]), strict=True):
            yield from _member(archive, info, f"{name}/{PurePosixPath(own)}", depth)


def _told_apart(names: list[str]) -> Iterator[str]:
    """Number the names that an archive has more than once: a file is accounted for by its name."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _archive(data: bytes) -> ZipFile | None:
    """Open a zip archive that is no document of an office program."""
    if not data.startswith(b"PK"):
        return None
    try:
        archive = ZipFile(BytesIO(data))
    except Exception:  # a broken directory fails in zipfile in many ways; the reader says what is wrong
        return None
    names = {name.lower() for name in archive.namelist()}
    return None if names & OF_DOCUMENTS else archive


def _member(archive: ZipFile, info: ZipInfo, name: str, depth: int) -> Iterator[Arrived]:
    if info.file_size > MOST_BYTES:
        yield Arrived(name, b"", problem(Place(name), "archive-member-unreadable", why=f"{info.file_size} bytes"))
        return
    try:
        data = archive.read(info)
    except Exception as fault:  # each kind of compression has errors of its own
        yield Arrived(name, b"", problem(Place(name), "archive-member-unreadable", why=fault))
        return
    yield from _opened(name, data, depth + 1)


def _name(info: ZipInfo) -> str:
    """Give a member's name: by its UTF-8 flag, else as UTF-8, else as GB18030, one by one."""
    if info.flag_bits & UTF8_NAME:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename
