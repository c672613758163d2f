"""Where the files stand that come with the program: rubrics and templates.

Apart because rubrics, words and looks are looked for alike, by modules that have nothing else to do with each other.
"""

from pathlib import Path

HERE = Path(__file__).parent


def shipped(kind: str) -> Path:
    """Give the folder ``rubrics`` or ``templates``: inside the installed package, or beside it in a checkout."""
    inside = HERE / "shipped" / kind
    return inside if inside.is_dir() else HERE.parent / kind
