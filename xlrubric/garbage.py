"""How often Python looks for objects that hold each other and that nobody else holds.

Apart because the program and the processes that read for it want the same: what they make is thousands of small tuples
a form, none in a circle, and looking through all that has been kept took a twentieth of the time.
"""

import gc

SELDOM = (50_000, 20, 20)  # by how many more objects are there than at the last look; Python's own is 700


def look_seldom() -> None:
    """Leave alone what has been loaded so far, and look for garbage seldom."""
    gc.freeze()
    gc.set_threshold(*SELDOM)
