"""The time of making: the one thing in an output that is not in the input.

Apart so that it can be given: by SOURCE_DATE_EPOCH (seconds since 1970, as builders of packages know it), with which
the same input gives the same bytes whenever, and wherever, it is worked on.
"""

import os
from datetime import UTC, date, datetime

EPOCH = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """Give the time in UTC, to the second; what is no number in the environment is not heard."""
    given = os.environ.get(EPOCH, "")
    try:
        moment = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        moment = datetime.now(UTC)
    return moment.replace(tzinfo=None, microsecond=0)


def today() -> date:
    """Give the day: that of the place where the program runs, or that of the time given."""
    return now().date() if os.environ.get(EPOCH) else date.today()
