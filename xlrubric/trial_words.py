"""What moved a unit, in one line: for the workbook and for the terminal."""

from decimal import Decimal

from xlrubric.against import Moved, Trial
from xlrubric.rules import plain

MOST_CAUSES = 3


def causes(one: Moved, trial: Trial) -> str:
    """Name the rules that move a unit most, with their points: ``1.1.2 没有记录 +0.9``."""
    words = {effect.rule: effect.words for effect in trial.effects}
    parts = sorted(one.parts.items(), key=lambda part: (-abs(part[1]), part[0]))
    said = [f"{rule.new or rule.old} {words[rule]} {signed(points)}".strip() for rule, points in parts[:MOST_CAUSES]]
    return "；".join([*said, *(["…"] if len(parts) > MOST_CAUSES else [])])


def signed(points: Decimal) -> str:
    """Write points with their sign."""
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{plain(abs(points))}"
