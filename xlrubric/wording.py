"""A clause's amounts in words, as rows and dropdowns need them.

Apart from the sheets, since ledger and explanation say the same.
"""

from xlrubric.rubric import Finding
from xlrubric.rules import rule_of
from xlrubric.skin import Skin


def amount_words(finding: Finding, skin: Skin) -> str:
    """Say what a finding costs or brings, in the labels' words: «每次扣1分，最多3分»."""
    rule = rule_of(finding)
    assert rule is not None
    pieces = (skin.say(term.label, **dict(term.values)) for term in rule.terms(finding))
    return skin.labels["join"].join(pieces)
