"""Fill in workbooks as a person does, in LibreOffice: type, be refused, insert rows, store.

Apart from ``headless`` because it needs a Python with the module ``uno``, which the tests' own Python does
not have: the jobs go to ``uno_worker`` as JSON and the results come back the same way.
"""

import contextlib
import json
import subprocess
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.office.headless import FILE_SECONDS, START_SECONDS, running
from tests.office.programs import OfficeError, environment, missing, uno_python

END_SECONDS = 10.0
WORKER = Path(__file__).with_name("uno_worker.py")

Typed = str | float | None
Action = tuple[Typed, ...]


@dataclass(frozen=True)
class FillJob:
    """One workbook to fill in: first the cells are typed, then the actions are taken, then cells are read.

    A cell is (sheet, address, value). A text is read as LibreOffice reads the keyboard, by US English rules:
    "2" becomes a number, unless the cell is formatted as text; "'2" stays a text; "80%" is 0.8. A number is
    typed with all its digits; None empties the cell. Actions, with rows counted from 1:

    - ("type", sheet, cell, value): as above, but in the order of the actions;
    - ("paste", sheet, cell, value): the same past the cell's validation;
    - ("set_formula", sheet, cell, "=SUM(A1,lists!A2)");
    - ("insert_rows", sheet, before_row, count), ("delete_rows", sheet, row, count);
    - ("move_rows", sheet, from_row, count, to_row): cut, and inserted above the row that is now ``to_row``;
    - ("sort", sheet, "A5:H20", "C"): the area's rows by column C, upwards;
    - ("rename_sheet", old, new), ("unprotect", sheet), which has no password to offer.

    The protection of a workbook's structure stops nothing here: LibreOffice does not load it from .xlsx.
    """

    source: Path
    target: Path
    cells: Sequence[tuple[str, str, Typed]] = ()
    actions: Sequence[Action] = ()
    read: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Refused:
    """A step that LibreOffice does not let a person take; the workbook is as if it had not been tried.

    ``step`` is the action as given, a typed cell as ("type", sheet, cell, value). ``reason`` is "protected"
    (a locked cell, or rows that may not be changed), "invalid" (``detail`` has the
    validation's rule), "covered" (inside a merged area) or "password".
    """

    step: Action
    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Seen:
    """A cell after the last step and a recalculation: the text that it shows, and its value (None: empty)."""

    sheet: str
    cell: str
    text: str
    value: Typed


@dataclass(frozen=True)
class FillResult:
    """What became of one job: the stored workbook, the refused steps, the cells that ``read`` asked for."""

    target: Path
    refused: tuple[Refused, ...]
    seen: tuple[Seen, ...]

    def __getitem__(self, place: tuple[str, str]) -> Seen:
        """Give a cell that was read, as ``result["评分", "H14"]``."""
        return next(seen for seen in self.seen if (seen.sheet, seen.cell) == place)


def fill_in(jobs: Sequence[FillJob], *, seconds: float | None = None) -> list[FillResult]:
    """Do all jobs in one start of LibreOffice and store each workbook as .xlsx; results are in their order.

    ``OfficeError`` if a job cannot be done at all (no such file, sheet or action), naming every such job, or
    if the whole takes longer than ``seconds`` (a minute and four seconds a job, if not given).
    """
    if not jobs:
        return []
    limit = START_SECONDS + FILE_SECONDS * len(jobs) if seconds is None else seconds
    for job in jobs:
        job.target.parent.mkdir(parents=True, exist_ok=True)
    answers = _ask([_as_json(job) for job in jobs], limit)
    pairs = list(zip(jobs, answers, strict=True))
    failed = [f"{job.source.name}: {answer['error']}" for job, answer in pairs if "error" in answer]
    if failed:
        raise OfficeError("; ".join(failed))
    return [_result(job, answer) for job, answer in pairs]


def _as_json(job: FillJob) -> dict[str, Any]:
    typed = [["type", *cell] for cell in job.cells]
    return {
        "source": str(job.source.resolve()),
        "target": str(job.target.resolve()),
        "steps": [*typed, *(list(action) for action in job.actions)],
        "read": [list(place) for place in job.read],
    }


def _ask(jobs: list[dict[str, Any]], seconds: float) -> list[Mapping[str, Any]]:
    python = uno_python()
    if python is None:
        raise OfficeError(missing("soffice", "uno"))
    pipe = f"xlrubric-{uuid.uuid4().hex}"
    command = [str(python), str(WORKER), pipe, str(START_SECONDS)]
    with running(f"--accept=pipe,name={pipe};urp;") as office:
        done = _run_worker(command, json.dumps(jobs), seconds)
        # Ended by itself, LibreOffice also clears away its pipe.
        with contextlib.suppress(subprocess.TimeoutExpired):
            office.wait(timeout=END_SECONDS)
    if done.returncode:
        raise OfficeError(f"LibreOffice could not be driven: {done.stderr.strip()}")
    answers: list[Mapping[str, Any]] = json.loads(done.stdout)
    return answers


def _run_worker(command: list[str], jobs: str, seconds: float) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(
            command, input=jobs, capture_output=True, encoding="utf-8", env=environment(), timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise OfficeError(f"LibreOffice was not done after {seconds:g} seconds") from None


def _result(job: FillJob, answer: Mapping[str, Any]) -> FillResult:
    refused = (Refused(tuple(each["step"]), each["reason"], each["detail"]) for each in answer["refused"])
    return FillResult(job.target, tuple(refused), tuple(Seen(*each) for each in answer["seen"]))
