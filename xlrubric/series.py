"""What a standard is called from year to year.

Apart because a ranking, a list of faults to be put right and next year's form must agree on it.
"""

import re

_YEAR = re.compile(r"(?P<name>.*[^-_. ])[-_. ]*(?<![0-9])(?:19|20)[0-9]{2}")


def series(rubric: str) -> str:
    """Give a rubric's id without a year at its end: ``xiangxi-2018`` is one of the series ``xiangxi``."""
    found = _YEAR.fullmatch(rubric)
    return found["name"] if found else rubric
