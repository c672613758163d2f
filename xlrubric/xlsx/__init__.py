"""Reading .xlsx and .xlsm files that came back from people: our own small, strict, sparse reader.

Apart because it is the one place that opens untrusted packages, and because reading must show what a
workbook holds and not what a program makes of it: formulas beside stored values, checksums, and whatever
could be read in two ways. Nothing in a file is executed, followed or fetched, and nothing is written.

``sniff`` names what is no workbook, ``package`` is the zip archive, ``markup`` the XML, ``rows`` the cells
as they are written down, ``sheet`` what they mean, ``workbook`` the whole.
"""

from xlrubric.xlsx.cells import CellData, Kind
from xlrubric.xlsx.package import Bounds
from xlrubric.xlsx.sheet import SheetData
from xlrubric.xlsx.workbook import WorkbookData, read_workbook, sheet_names

OWN = Bounds(cells=20_000_000, part=2**31, whole=2**32)  # of rankings, which we made: of a province, if need be

__all__ = ["OWN", "CellData", "Kind", "SheetData", "WorkbookData", "read_workbook", "sheet_names"]
