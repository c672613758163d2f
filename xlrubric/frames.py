"""Tables as pandas DataFrames with columns of their own: figures stay exact, nothing is guessed of their types.

Apart from the modules that fill them, which all make theirs in this way.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

Row = dict[str, object]
Frame = pd.DataFrame


def frame(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a table with these columns even when it has no rows; figures stay the objects they are."""
    return pd.DataFrame({column: pd.Series([r.get(column) for r in rows], dtype=object) for column in columns})
