"""A clause's amounts in words, as rows and dropdowns need them, and units as they stand behind numbers.

Apart from the sheets, since ledger and explanation say the same.
"""

from xlrubric.rubric import Finding
from xlrubric.rules import rule_of
from xlrubric.skin import Skin


def amount_words(finding: Finding, skin: Skin) -> str:
    """Say what a finding costs or brings, in the labels' words: «每次扣1分，最多3分»."""
    pieces = (skin.say(term.label, **dict(term.values)) for term in rule_of(finding).terms(finding))
    return skin.labels["join"].join(pieces)


def behind(unit: str) -> str:
    """Write a unit behind a number: 2次, but 2 days."""
    return f" {unit}" if unit[:1].isascii() and unit else unit
