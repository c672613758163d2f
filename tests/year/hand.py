"""Cases computed by hand: a year's rules, what came in, and what must come out; by both witnesses.

Apart from ``made``, which makes the years: here they are held to what a case says.
"""

from tests.year.made import Table, as_text, codes, collection, shown, tables
from tests.year.witness import ironcalc_differs
from xlrubric.standard import Standard


def held(rules: str | Standard, text: str, *said: str) -> None:
    """Hold a year to the columns behind the stroke, its messages to ``said``, and its workbook to IronCalc."""
    wanted = [{**came, **out} for came, out in zip(*tables(text), strict=True)]
    made = collection(rules, text)
    assert made.outcome is not None
    found: Table = [
        {name: row[name] if name in came else shown(made.outcome.by_unit[row["unit"]].get(name)) for name in row}
        for row, came in zip(wanted, tables(text)[0], strict=True)
    ]
    assert as_text(found) == as_text(wanted)
    assert codes(made.outcome) == sorted(said)
    assert ironcalc_differs(made) == []
