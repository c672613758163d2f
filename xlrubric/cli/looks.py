"""The look that a command is told to use, by name or by file.

Apart from ``report``: a command that makes no workbook has no use for looks.
"""

from pathlib import Path

from xlrubric.cli.report import WORKBOOKS
from xlrubric.on_demand import OnDemand
from xlrubric.skin import Look, read_look, shipped_look

drawn = OnDemand("xlrubric.looks.drawn")  # knows openpyxl, which a YAML file has no use for


def look_named(name: str) -> Look:
    """Read a look by a shipped one's name, or from a file: YAML, or a workbook with named cells. Raises Refusal."""
    path = Path(name)
    if path.suffix.lower() in WORKBOOKS:
        look: Look = drawn.read_drawn(path)
        return look
    return read_look(path) if path.suffix or path.is_file() else shipped_look(name)
