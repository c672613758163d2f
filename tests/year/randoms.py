"""Random years: rules of every kind with rows of few different values, so that ties are common, and many missing.

Apart from the tests because those of IronCalc, of LibreOffice, of the naive count and of the laws all draw from here.
Choices are made by a function that picks one of several things, so that hypothesis and a seed both can make them.
"""

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.year.made import FORM, Table, collection, standard
from xlrubric.collect import Collection
from xlrubric.standard import Standard

Thing = TypeVar("Thing")
Pick = Callable[[Sequence[Any]], Any]
UNITS = (1, 2, 3, 5, 8, 12)
FORMS = ("100", "90", "89.5", "80", "60+20", "55+35", "-")
FIGURES = ("0", "33.333333", "50", "66.67", "80", "80", "100", "-")
SMALL = ("0", "1", "2", "2", "3", "-")
TIERS = {"甲": 100, "乙": 85, "丙": 60.5}
WITHIN = ("all", "group", "lead")
TIES = ("in", "out")
ROUNDING = ("nearest", "up", "down")


def source(pick: Pick, number: int) -> dict[str, Any]:
    """Make one source of some kind, without its weight."""
    kind = pick(("total", "section", "plain", "twenty", "best", "mean", "rank", "given", "assigned", "ballot", "share"))
    scoped = {"within": pick(WITHIN), "better": pick(("higher", "lower"))}
    tiers = {"tiers": TIERS, "shares": pick(("3:5:2", "1:1:1", "2:7:1"))}
    kinds: dict[str, dict[str, Any]] = {
        "total": {"forms": "total"},
        "section": {"forms": pick(("1", "2"))},
        "plain": {"table": True},
        "twenty": {"table": True, "of": pick((20, 30, 120))},
        "best": {"table": True, "best": True, **scoped},
        "mean": {"table": True, "mean": True, **scoped},
        "rank": {
            "table": True,
            "by_rank": {"first": 100, "step": pick((1, 7.5, 40)), "least": pick((0, 10))},
            **scoped,
        },
        "given": {**tiers, "within": pick(WITHIN)},
        "assigned": {**tiers, **scoped, "assign": True, "ties": pick(TIES), "rounding": pick(ROUNDING)},
        "ballot": {"ballot": {"questions": ["总体"], "scale": {"from": 0, "to": 120}}},
        "share": {"ballot": {"questions": ["总体"], "levels": {"好": 100, "差": 0}, "share": ["好"]}},
    }
    return {"id": f"s{number}", "name": f"来源{number}", **kinds[kind]}


def weighed(pick: Pick) -> list[dict[str, Any]]:
    """Make sources whose weights are 100 % together; one pair may be for units of two kinds."""
    weights = pick(((100,), (50, 50), (20, 50, 10, 20), (33, 33, 34)))
    sources = [{**source(pick, n), "weight": weight} for n, weight in enumerate(weights, 1)]
    if pick((0, 0, 1)):
        last = sources[-1]
        last["applies_to"] = ["机关"]
        other = {**source(pick, len(sources) + 1), "weight": last["weight"], "applies_to": ["企业"]}
        sources.append(other)
    if pick((0, 1)):
        sources.append({"id": "top", "name": "加减分", "adds": True, "table": True})
    return sources


def rules(pick: Pick) -> dict[str, Any]:
    """Make the rules of a result."""
    sources = weighed(pick) if pick((0, 1, 1, 1, 1)) else []
    keys = [one["id"] for one in sources if not one.get("adds")]
    ties = pick(("shared", "dense", "broken")) if keys else pick(("shared", "dense"))
    made: dict[str, Any] = {"rank": {"within": pick(WITHIN), "ties": ties}}
    if ties == "broken":
        made["rank"]["keys"] = [pick(("", "-")) + key for key in dict.fromkeys((pick(keys), pick(keys)))]
    if sources:
        made |= {"sources": sources, "missing": pick(("wait", "reweigh")), "points": pick((100, 100, 20, 33.3))}
        made["round"] = pick((0, 1, 2, 2, 4))
    if pick((0, 1, 1)):
        made |= graded(pick, keys)
    graded_too = "grades" in made
    made["consequences"] = consequences(pick, graded_too, keys)
    if graded_too and pick((0, 1)):
        made["checks"] = [{"name": "另表", "only": {"优秀": ["一"], "合格": ["一", "二"]}}]
    return made


def graded(pick: Pick, keys: Sequence[str]) -> dict[str, Any]:
    first: dict[str, Any] = {"name": "一", "share": pick((10, 30, 33.3, 50))}
    second: dict[str, Any] = {"name": "二", "from": pick((10, 50))}
    if pick((0, 1)):
        first["from"] = pick((15, 60))
    if pick((0, 1)):
        second["share"] = pick((20, 30, 50))
    if keys and pick((0, 1)):
        first["each_source"] = pick((50, 80))
    if pick((0, 1)):
        asked = (
            "[form] >= 80",
            "[1] < 60",
            "[rank] <= 3",
            "[size] > 2 or [from_end] > 1",
            *(f"[{k}] > 50" for k in keys),
        )
        second["when"] = pick(asked)
    quota = {"within": pick(WITHIN), "rounding": pick(ROUNDING), "ties": pick(TIES)}
    return {"grades": [first, second, {"name": "三"}], "quota": quota}


def consequences(pick: Pick, grades: bool, keys: Sequence[str]) -> list[dict[str, Any]]:
    pool: list[dict[str, Any]] = [
        {"name": "末三", "last": 3, "points": -3},
        {"name": "末四至六", "last": "4-6", "points": -1.5},
        {"name": "头名", "first": 1, "points": 2},
        {"name": "两年", "last": 3, "years": 2},
        {"name": "三年", "last": 3, "years": 3},
        {"name": "连冠", "first": 2, "years": 2, "points": 0.1},
        {"name": "低分", "when": "[composite] < 60"},
        {"name": "缺项", "when": f"[{pick(keys)}] = 0" if keys else "[form] < 90"},
    ]
    if grades:
        pool += [{"name": "三等", "grade": ["三"], "points": -1}, {"name": "连二", "grade": ["一", "二"], "years": 2}]
    return [{"id": f"c{n}", **one} for n, one in enumerate(pool) if pick((0, 1))]


def rows(pick: Pick, made: dict[str, Any], count: int | None = None) -> Table:
    """Make what came in for some units."""
    table = []
    for n in range(pick(UNITS) if count is None else count):
        row = {"unit": f"U{n:03}", "group": pick(("a", "b")), "lead": pick(("L1", "L2", "L3")), "form": pick(FORMS)}
        row["tags"] = pick(("机关", "企业", "机关", "企业", "-"))
        for one in made.get("sources", ()):
            counts = not one.get("applies_to") or row["tags"] in one["applies_to"]
            if not one.get("forms"):
                row[one["id"]] = figure(pick, one) if counts else "-"
        for year in ("2017", "2016"):
            row |= {f"place@{year}": pick(("1", "2", "5", "-")), f"end@{year}": pick(("1", "3", "4", "-"))}
            row[f"grade@{year}"] = pick(("一", "二", "三", "-"))
        if "checks" in made:
            row["check:1"] = pick(("优秀", "合格", "不合格", "-"))
        table.append(row)
    return table


def figure(pick: Pick, one: dict[str, Any]) -> str:
    typed = pick(("-", *FIGURES, *FIGURES))
    if one.get("adds"):
        typed = pick(("1.25", "-3", "0", "-"))
    elif one.get("tiers") and not one.get("assign"):
        typed = pick((*TIERS, "-"))
    elif one.get("best") or one.get("mean") or one.get("by_rank"):
        typed = pick(SMALL)
    elif one.get("of") or one.get("assign"):
        typed = pick(("0", "5", "19.5", "20", "20", "-"))
    return str(typed)


def year(pick: Pick, count: int | None = None) -> Collection:
    """Make a random year with its result."""
    made = rules(pick)
    table = rows(pick, made, count)
    return collection(of(made, pick(("higher", "higher", "lower"))), table)


def of(made: dict[str, Any], better: str) -> Standard:
    """Give the standard with these rules."""
    text = "\n".join(f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in made.items()) + "\n"
    return standard(text, FORM.replace("period:", f"better: {better}\nperiod:"))


def seeded(seed: int, count: int | None = None) -> Collection:
    return year(Random(seed).choice, count)


@st.composite
def years(draw: Any) -> Collection:
    return year(lambda things: draw(st.sampled_from(list(things))))
