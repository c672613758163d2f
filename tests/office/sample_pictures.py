"""``make samples``: the README's pictures, rendered by LibreOffice from the committed samples."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.office.pictures import pages

SAMPLES = Path(__file__).parent.parent.parent / "samples"
PICTURES = (  # workbook, page, name
    ("returned/U02 青山规划院.xlsx", 1, "cover.png"),
    ("returned/U02 青山规划院.xlsx", 2, "scoring.png"),
    ("ranking.xlsx", 1, "ranking.png"),
    ("ranking.xlsx", 2, "charts.png"),
    ("feedback/U04 青山监测站.xlsx", 1, "feedback.png"),
)
DPI = 110


def main() -> int:
    """Render each picture."""
    (SAMPLES / "pictures").mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for workbook, page, name in PICTURES:
            made = pages(SAMPLES / workbook, Path(folder) / name, dpi=DPI)
            shutil.copy(made[page - 1], SAMPLES / "pictures" / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
