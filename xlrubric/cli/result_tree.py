"""The rules of a year's result in words, line by line: sources, ranks, consequences, grades, checks.

Apart from ``tree``, which says how one unit is scored.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from xlrubric.cli.texts import Texts
from xlrubric.result import Award, Ballot, Consequence, PlaceSpan, Quota, Result, Source
from xlrubric.rules import plain
from xlrubric.values import Percent
from xlrubric.year.follows import span_words
from xlrubric.year.shares import numbers
from xlrubric.year.sources import weight_of

SAMPLE = 7  # units of which it is said how many each share is
WORDS: Mapping[str, tuple[str, str]] = {
    "result": ("result  ", "结果  "),
    "source": ("source {id} {name}  ", "来源 {id} {name}  "),
    "ranks": ("ranks  ", "名次  "),
    "consequence": ("consequence {id} {name}  ", "后果 {id} {name}  "),
    "grade": ("grade {name}  ", "等次 {name}  "),
    "quota": ("quota  ", "名额  "),
    "check": ("check {name}  ", "核对 {name}  "),
    "and": ("; ", "；"),
    "list": (", ", "、"),
    "ranked_form": ("the forms' total is ranked, no composite", "按评分表总分排名，没有综合得分"),
    "composite": (
        "composite of {points} points, rounded to {places} places",
        "综合得分满分{points}分，保留{places}位小数",
    ),
    "wait": ("none for a unit that lacks a source", "缺一个来源就没有综合得分"),
    "reweigh": ("a source that is missing leaves its weight to the others", "缺来源的，权重按比例摊给其余来源"),
    "weight": ("{weight} %", "占{weight}%"),
    "adds": ("added on top, in points", "另加，按分"),
    "only_tags": ("only for units tagged {tags}", "只对标签为{tags}的单位"),
    "total": ("the forms' total", "评分表总分"),
    "node": ("the forms' {node}", "评分表的 {node}"),
    "own_full": ("of each unit's own full points", "按各单位自己的满分折算"),
    "of": ("{of} points count as full", "满分{of}分"),
    "table": ("from tables of scores", "来自分数表"),
    "tiers": ("from tables of tiers: {tiers}", "来自等次表：{tiers}"),
    "assigned": ("from tables of scores, tiers assigned by them: {tiers}", "来自分数表，按得分定等次：{tiers}"),
    "shares": ("{shares}, of {size} units {numbers}", "比例{shares}，{size}个单位为{numbers}"),
    "edge_in": ("equal ones at an edge have the better tier", "边缘上得分相同的都进较高等次"),
    "edge_out": ("equal ones at an edge have the lower tier", "边缘上得分相同的都进较低等次"),
    "within_all": ("among all units", "在全部单位中"),
    "within_group": ("within each group", "在各组内"),
    "within_lead": ("within each lead unit", "在各牵头单位内"),
    "best": ("relative to the best", "按最好的折算"),
    "mean": ("relative to the mean, 100 at most", "按平均折算，最多100"),
    "by_rank": (
        "by place: {first}, {step} less for each further one, at least {least}",
        "按名次：第一{first}，每后一名减{step}，最少{least}",
    ),
    "lower": ("less is better", "越低越好"),
    "ballot": ("ballots on {questions}", "测评票：{questions}"),
    "levels": ("{levels}", "{levels}"),
    "scale": ("points from {low} to {high}", "打{low}至{high}分"),
    "votes": ("share of votes {share}", "{share}票的比例"),
    "groups": ("raters {groups}", "测评人 {groups}"),
    "trim": ("without the {count} highest and the {count} lowest ballots", "去掉最高、最低各{count}票"),
    "at_least": ("at least {count} ballots", "至少{count}票"),
    "signed": ("signed", "实名"),
    "shared": ("equal ones share a place: 1, 2, 2, 4", "平分并列，如1、2、2、4"),
    "dense": ("equal ones share a place: 1, 2, 2, 3", "平分并列、不空名次，如1、2、2、3"),
    "broken": ("ties are broken by {keys}", "平分的依次比较{keys}"),
    "key": ("{name}", "{name}"),
    "key_less": ("{name} (less is better)", "{name}（低者在前）"),
    "first": ("first {places}", "前{places}名"),
    "last": ("last {places}", "后{places}名"),
    "graded": ("graded {grades}", "等次为{grades}"),
    "when": ("if {formula}", "{formula}"),
    "years": ("{years} years running, this one included", "连续{years}年（含本年）"),
    "points": ("{points} points", "{points}分"),
    "account": ("{points} points on {account}", "{account}{points}分"),
    "low": ("composite at least {low}", "综合得分不低于{low}"),
    "form_low": ("total at least {low}", "总分不低于{low}"),
    "each_source": ("every source at least {least} of 100", "每个来源不低于百分制{least}"),
    "share": ("at most {share} % of the units", "不超过单位数的{share}%"),
    "rest": ("the rest", "其余"),
    "nearest": ("shares rounded to the nearest as they add up", "比例累计后四舍五入"),
    "down": ("shares rounded down as they add up", "比例累计后舍去小数"),
    "up": ("shares rounded up as they add up", "比例累计后进一"),
    "quota_in": ("equal ones at the edge are let in", "边缘上得分相同的都评上"),
    "quota_out": ("equal ones at the edge are left out", "边缘上得分相同的都不评"),
    "needs": ("{word} only with {grades}", "“{word}”须为{grades}"),
}


class _Said:
    """The words of one language, by their names."""

    def __init__(self, texts: Texts) -> None:
        self.number = 1 if texts.language == "zh" else 0

    def __call__(self, key: str, /, **values: object) -> str:
        return WORDS[key][self.number].format(**values)

    def joined(self, parts: Iterable[str]) -> str:
        """Put conditions or rules one after another."""
        return self("and").join(filter(None, parts))

    def listed(self, words: Iterable[str]) -> str:
        """Put words one after another."""
        return self("list").join(words)


def result_lines(result: Result, texts: Texts) -> Iterator[str]:
    """Give the rules of a result, a line each, in the order in which they are applied."""
    said = _Said(texts)
    yield said("result") + said.joined(_whole(result, said))
    for source in result.sources:
        yield "  " + said("source", id=source.id, name=source.name) + said.joined(_source(source, said))
    yield "  " + said("ranks") + said.joined(_ranks(result, said))
    for one in result.consequences:
        yield "  " + said("consequence", id=one.id, name=one.name) + said.joined(_consequence(result, one, said))
    for award in result.grades or ():
        yield "  " + said("grade", name=award.name) + (said.joined(_award(result, award, said)) or said("rest"))
    if any(award.share for award in result.grades or ()):
        yield "  " + said("quota") + said.joined(_quota(result.quota, said))
    for check in result.checks:
        needs = (said("needs", word=word, grades=said.listed(grades)) for word, grades in check.only.items())
        yield "  " + said("check", name=check.name) + said.joined(needs)


def _whole(result: Result, said: _Said) -> Iterator[str]:
    if not result.sources:
        yield said("ranked_form")
        return
    yield said("composite", points=plain(result.points), places=result.places)
    yield said(result.missing)


def _source(source: Source, said: _Said) -> Iterator[str]:
    yield said("adds") if source.adds else said("weight", weight=plain(weight_of(source)))
    if source.applies_to:
        yield said("only_tags", tags=said.listed(source.applies_to))
    yield from _origin(source, said)
    if source.of is not None:
        yield said("of", of=plain(source.of))
    if source.better == "lower":
        yield said("lower")
    yield from _conversion(source, said)


def _origin(source: Source, said: _Said) -> Iterator[str]:
    if source.forms:
        yield said("total") if source.forms == "total" else said("node", node=source.forms)
        if source.of is None:
            yield said("own_full")
    elif source.tiers:
        yield said("assigned" if source.assign else "tiers", tiers=_levels(source.tiers, said))
    elif source.ballot:
        yield from _ballot(source.ballot, said)
    else:
        yield said("table")


def _levels(levels: Mapping[str, Decimal], said: _Said) -> str:
    return said.listed(f"{word} {plain(points)}" for word, points in levels.items())


def _ballot(ballot: Ballot, said: _Said) -> Iterator[str]:
    yield said("ballot", questions=said.listed(ballot.questions))
    if ballot.levels:
        yield said("levels", levels=_levels(ballot.levels, said))
    if ballot.scale:
        yield said("scale", low=plain(ballot.scale.low), high=plain(ballot.scale.high))
    if ballot.share:
        yield said("votes", share=said.listed(ballot.share))
    yield from _counting(ballot, said)


def _counting(ballot: Ballot, said: _Said) -> Iterator[str]:
    if ballot.groups:
        yield said("groups", groups=said.listed(f"{one.name} {_percent(one.weight)}%" for one in ballot.groups))
    if ballot.trim:
        yield said("trim", count=ballot.trim)
    if ballot.at_least:
        yield said("at_least", count=ballot.at_least)
    if ballot.per != "all":
        yield said(f"within_{ballot.per}")
    if ballot.signed:
        yield said("signed")


def _conversion(source: Source, said: _Said) -> Iterator[str]:
    if source.shares:
        parts = ":".join(map(plain, source.shares))
        made = said.listed(map(str, numbers(SAMPLE, source.shares, source.rounding)))
        yield said("shares", shares=parts, size=SAMPLE, numbers=made)
    if source.assign:
        yield said(f"edge_{source.ties}")
    if source.best or source.mean:
        yield said("best" if source.best else "mean")
    if source.by_rank:
        rule = source.by_rank
        yield said("by_rank", first=plain(rule.first), step=plain(rule.step), least=plain(rule.least))
    if source.shares or source.best or source.mean or source.by_rank:
        yield said(f"within_{source.within}")


def _percent(share: Percent | Decimal) -> str:
    return plain(share.value if isinstance(share, Percent) else share)


def _ranks(result: Result, said: _Said) -> Iterator[str]:
    names = {source.id: source.name for source in result.sources}
    yield said(f"within_{result.rank.within}")
    keys = ((key.removeprefix("-"), key.startswith("-")) for key in result.rank.keys)
    named = (said("key_less" if less else "key", name=names.get(own, own)) for own, less in keys)
    yield said(result.rank.ties, keys=said.listed(named))


def _consequence(result: Result, one: Consequence, said: _Said) -> Iterator[str]:
    yield from _span("first", one.first, said)
    yield from _span("last", one.last, said)
    if one.grade:
        yield said("graded", grades=said.listed(one.grade))
    if one.when:
        yield said("when", formula=one.when)
    if one.years:
        yield said("years", years=one.years)
    if one.points is not None:
        points = f"{'+' if one.points > 0 else ''}{plain(one.points)}"
        yield (
            said("account", points=points, account=result.account) if result.account else said("points", points=points)
        )


def _span(name: str, span: PlaceSpan | None, said: _Said) -> Iterator[str]:
    if span:
        yield said(name, places=span_words(span))


def _award(result: Result, award: Award, said: _Said) -> Iterator[str]:
    if award.low is not None:
        yield said("low" if result.sources else "form_low", low=plain(award.low))
    if award.each_source is not None:
        yield said("each_source", least=plain(award.each_source))
    if award.when:
        yield said("when", formula=award.when)
    if award.share is not None:
        yield said("share", share=_percent(award.share))


def _quota(quota: Quota, said: _Said) -> Iterator[str]:
    yield said(f"within_{quota.within}")
    yield said(quota.rounding)
    yield said(f"quota_{quota.ties}")
