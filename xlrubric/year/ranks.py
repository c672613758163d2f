"""The ranks' columns: who is before whom, how equal ones stand, how far from the end.

Apart from ``grades`` and ``follows``, which ask for places. Units without a composite are not ranked.

Rules of ties: ``shared`` gives equal ones the same place and leaves out the next (1, 2, 2, 4); ``dense`` leaves none
out (1, 2, 2, 3); ``broken`` asks the keys one after another, and what they leave equal is shared. From the end, places
are counted as from the front: one more than there are units behind.
"""

from collections.abc import Iterator

from xlrubric.expressions import Ref, call
from xlrubric.result import Result
from xlrubric.year.columns import Across, Beyond, Column
from xlrubric.year.shares import NOISE
from xlrubric.year.sources import SCOPES

RANKED = "ranked"


def rank_columns(result: Result, better: str) -> Iterator[Column]:
    """Give the columns of ranks; ``better`` says whether the higher or the lower composite is before."""
    yield Column(RANKED, "ranked", call("if", call("is_number", Ref("composite")), 1, 0), "flag", working=True)
    scope, ahead = SCOPES[result.rank.within], _ahead(better)
    yield _count("size", scope, None, 0, "number")
    if result.rank.ties == "dense":
        yield from _dense(scope, ahead)
    else:
        yield from _shared(result, scope, ahead)
    behind = ("rank", "gt")
    yield _count("from_end", scope, behind, 1)  # type: ignore[arg-type]
    if scope:
        yield _count("rank_all", (), ("composite", ahead), 1)


def _ahead(better: str) -> Beyond:
    return "gt" if better == "higher" else "lt"


def _count(
    name: str, scope: tuple[str, ...], beyond: tuple[str, Beyond] | None, plus: int, shows: str = "place"
) -> Column:
    rule = Across("count", where=(RANKED,), same=scope, beyond=beyond, plus=plus, only=RANKED)
    return Column(name, name.partition(":")[0], rule, shows)  # type: ignore[arg-type]


def _shared(result: Result, scope: tuple[str, ...], ahead: Beyond) -> Iterator[Column]:
    """Give the place, and after each key the place among those that were equal until then."""
    keys = result.rank.keys if result.rank.ties == "broken" else ()
    names = {source.id: source.name for source in result.sources}
    yield _count("place:0" if keys else "rank", scope, ("composite", ahead), 1)
    for n, key in enumerate(keys, 1):
        own = key.removeprefix("-")
        said = (("name", names.get(own, own)),)
        score = call("round", call("number", Ref(f"score:{own}")), NOISE)  # 2 of 10 ÷ 3 is 3 of 5
        yield Column(f"key:{n}", "key", score, "points", said, working=True)
        before, last = f"place:{n - 1}", n == len(keys)
        side: Beyond = "lt" if key.startswith("-") else "gt"
        among = Across("count", where=(RANKED,), same=(*scope, before), beyond=(f"key:{n}", side), only=RANKED)
        yield Column(f"among:{n}", "among", among, "number", said, working=True)
        moved = call("if", call("eq", Ref(RANKED), 1), call("add", Ref(before), Ref(f"among:{n}")), "")
        yield Column("rank" if last else f"place:{n}", "rank" if last else "place", moved, "place", said)


def _dense(scope: tuple[str, ...], ahead: Beyond) -> Iterator[Column]:
    """Count the different composites before: of equal ones only the first in the list is looked at."""
    same = (*scope, "composite")
    earlier = Across("count", where=(RANKED,), same=same, beyond=("no", "lt"), only=RANKED)
    yield Column("earlier", "earlier", earlier, "number", working=True)
    first = call("if", call("and", call("eq", Ref(RANKED), 1), call("eq", Ref("earlier"), 0)), 1, 0)
    yield Column("first", "first", first, "flag", working=True)
    rule = Across("count", where=("first",), same=scope, beyond=("composite", ahead), plus=1, only=RANKED)
    yield Column("rank", "rank", rule, "place")
