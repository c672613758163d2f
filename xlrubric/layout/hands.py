"""Whose form it is: self-check and review in one workbook, or a workbook for each.

Apart from the sheets, which all ask it: in a form for the self-check the review has no cells; in a form for the review
the self-check stands locked beside.
"""

from dataclasses import dataclass

from xlrubric.rubric import ROLES


@dataclass(frozen=True, slots=True)
class Hands:
    """Who fills a form in: ``key`` names it, ``shown`` are the roles with columns, ``open`` those that may write."""

    key: str
    shown: tuple[str, ...] = ROLES
    open: tuple[str, ...] = ROLES

    def counts(self, role: str) -> str:
        """Give the role whose figures the form shows as the result: the one that counts, where it is shown."""
        return role if role in self.shown else self.open[0]


BOTH = Hands("both")
HANDS = {hands.key: hands for hands in (BOTH, Hands("self", ("self",), ("self",)), Hands("review", ROLES, ("review",)))}


def hands_named(key: str) -> Hands:
    """Give whose form it is by the key in its identity; one that says nothing is for both."""
    return HANDS.get(key, BOTH)
