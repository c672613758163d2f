"""Which look a returned form was made with: words and places are compared with those of its own labels.

Apart from ``collect``, which asks it of every form. Fonts, widths, colours and page breaks make no difference; labels
do.
"""

from collections.abc import Iterable, Iterator

from xlrubric.identity import Identity
from xlrubric.layout.form import layout_mark
from xlrubric.layout.hands import Hands
from xlrubric.layout.past import past_mark, past_of
from xlrubric.problems import Problem, problem
from xlrubric.skin import Skin, other_looks, shipped_looks
from xlrubric.standard import Standard

# what differs by right in a form whose labels are not at hand
BY_RIGHT = frozenset({"sheet-renamed"})


class LooksAtHand:
    """The looks that forms are held against: the language's own, those that were named, the other shipped ones."""

    def __init__(self, standard: Standard, skin: Skin, named: Iterable[Skin] = ()) -> None:
        self.standard, self.skin, self.named = standard, skin, tuple(named)

    def _all(self) -> Iterator[Skin]:
        """Give the looks with words of their own; to try another one with the same words would only cost time."""
        yield self.skin
        for skin in (*self.named, *other_looks(self.skin.language)):
            if (skin.labels, skin.howto) != (self.skin.labels, self.skin.howto):
                yield skin

    def skin_of(self, identity: Identity, hands: Hands) -> Skin | None:
        """Give a look by which every text and formula of a form can be compared; None where there is none.

        It need not be the very look: one with the same words will do.
        """
        if identity.fingerprint != self.standard.fingerprint:
            return None
        return next((skin for skin in self._all() if self._mark(identity, hands, skin) == identity.layout), None)

    def _mark(self, identity: Identity, hands: Hands, skin: Skin) -> str:
        variants = dict.fromkeys(self.standard.variant(unit.tags) for unit in identity.units)
        marks = "".join(dict.fromkeys(layout_mark(own, skin, hands) for own in variants))
        return marks + (past_mark(skin) if past_of(identity.facts) else "")

    def unlike(self, identity: Identity) -> Problem:
        """Say why a form of today's rubric cannot be compared: its look is not at hand, or the program was another."""
        named = identity.facts.get("look", "")
        place = identity.place._replace(cell=identity.cells.get("look" if named else "layout", ""))
        if named and named not in {*shipped_looks(), self.skin.look, *(skin.look for skin in self.named)}:
            return problem(place, "other-look", look=named)
        return problem(place._replace(cell=identity.cells.get("layout", "")), "other-layout")
