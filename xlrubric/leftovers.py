"""What killed runs leave behind: hidden folders, told from those at work; cleared, or finished where all was ready.

Apart from ``deliveries``, which makes them: this is about other runs than the present one.
"""

import os
import platform
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from xlrubric.problems import Place, Problem, problem

MARK = ".~xlrubric-"  # every name that is not final begins with it
READY = "-ready"  # ends the name of a hidden folder in which everything is written, and from which files are moved
NEW, OLD = "new", "old"
AT_WORK = 600  # seconds after its last change in which a hidden folder of another machine may be in use
LONGEST_RUN = 86_400  # seconds after which a process of that number is not the one that made the folder


def hidden_name() -> str:
    """Begin the name of a hidden folder of this run: the machine, the process."""
    return f"{MARK}{host()}-{os.getpid()}"


def finish_interrupted(folder: Path) -> list[Problem]:
    """Move what a killed run had ready for this folder into place; remove what it had not ready.

    Gives a note if anything was moved.
    """
    moved = 0
    with suppress(OSError):
        for room in sorted(path for path in folder.iterdir() if path.name.startswith(MARK)):
            if not _at_work(room):
                with suppress(OSError):
                    moved += _finished(room, folder) if room.name.endswith(READY) else 0
                    remove(room)
    return [problem(Place(str(folder)), "output-finished", count=moved)] if moved else []


def host() -> str:
    """Give this machine's mark."""
    return sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:6]


def _at_work(room: Path) -> bool:
    """Say whether a hidden folder may be in use by a run that is alive."""
    machine, _, rest = room.name.removeprefix(MARK).partition("-")
    pid = rest.partition("-")[0]
    age = time.time() - room.stat().st_mtime
    if machine == host() and pid.isdecimal() and os.name == "posix":  # on Windows os.kill would end the process
        return age < LONGEST_RUN and _alive(int(pid))
    return age < AT_WORK


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _finished(room: Path, folder: Path) -> int:
    """Move what waits in a ready folder, but not over what is not any more as it was; give how many."""
    waiting = sorted((room / NEW).iterdir()) if (room / NEW).exists() else []  # killed while it tidied up
    fit = [path for path in waiting if _as_it_was(folder / path.name, room / OLD / path.name)]
    for path in fit:
        path.replace(folder / path.name)
    return len(fit)


def _as_it_was(final: Path, kept: Path) -> bool:
    if not kept.exists():
        return not final.exists()
    return final.is_file() and (final.samefile(kept) or final.read_bytes() == kept.read_bytes())


def remove(room: Path) -> None:
    """Remove a hidden folder or file, as far as that goes."""
    if room.is_dir() and not room.is_symlink():
        rmtree(room, ignore_errors=True)
    else:
        room.unlink(missing_ok=True)
