"""The kinds of clause: what each costs (computed by hand), what it asks and says, and their extremes."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlrubric.outline import Row
from xlrubric.rubric import Finding, Item, Range, Rubric, Section, numbered
from xlrubric.rules import plain
from xlrubric.scoring import Score, Scorer, Value, compile_scorer
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, check_source
from xlrubric.wording import amount_words
from xlrubric.yamltext import parse_yaml

FLAT = "{text: t, deduct: 2}"
COUNTED = "{text: t, deduct: 0.2, per: 次}"
LIMITED = "{text: t, deduct: 0.2, per: 次, at_most: 0.6}"
PAIRS = "{text: t, deduct: 0.5, per: 2天}"
SHORT = "{text: t, deduct: 1, per: 次, target: 4}"
SHORT_LIMITED = "{text: t, deduct: 0.5, per: 次, target: 24, at_most: 2}"
FREE = "{text: t, deduct: {from: 1, to: 5}}"
FREE_BONUS = "{text: t, bonus: {from: 1, to: 5}}"
BONUS = "{text: t, bonus: 5}"
EACH = "{text: t, bonus: 0.1, per: 篇}"
EACH_LIMITED = "{text: t, bonus: 0.1, per: 篇, at_most: 1}"

# what the cases below are warned of, since hardly a standard would mean it
EXTREME = {"finding-larger-than-item", "points-never-lost", "limit-never-binds"}


def rubric(*items: tuple[str, tuple[str, ...]]) -> Rubric:
    """Read a rubric of one section: each item its points and its findings, as the file has them."""
    lines = ["rubric: r", "title: t", "sections:", "  - name: s", "    items:"]
    for points, findings in items:
        lines += [f"      - {{name: i, points: {points}, findings: [{', '.join(findings)}]}}"]
    checked, problems = check_source(parse_yaml("\n".join(lines), "r.yaml"))
    assert checked is not None and {p.code for p in problems} <= EXTREME, problems
    return checked


def scorer_of(whole: Rubric) -> Scorer:
    return compile_scorer(Standard(whole).graph)


def only_row(finding: str) -> Row:
    """Give the one row of a rubric of one finding, as its sheet has it."""
    (row,) = Standard(rubric(("5", (finding,)))).outline.rows
    return row


def score(whole: Rubric, **entries: str | int | None) -> Score:
    """Score what the review entered: ``c1`` is the choice of finding 1.1.1, ``n2`` the number of 1.1.2."""
    return scorer_of(whole)(named(entries))


def named(entries: Mapping[str, str | int | None]) -> dict[str, Value]:
    what = {"c": "choice", "n": "number"}
    return {f"review.{what[key[0]]}:1.1.{key[1:]}": typed(key, value) for key, value in entries.items()}


def typed(key: str, value: str | int | None) -> Value:
    """Numbers are written as texts in the cases below; a text in ``n…`` that is none stays one."""
    if key[0] == "c" or value is None:
        return None if value is None else str(value)
    try:
        return Decimal(value)
    except ArithmeticError:
        return str(value)


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("finding", "entries", "effect"),
    [
        # flat: -2 once, when found
        (FLAT, {"c1": "有"}, "-2"),
        (FLAT, {"c1": "无"}, "0"),
        (FLAT, {}, "0"),
        (FLAT, {"c1": "是"}, "0"),  # not a word of the form: nothing is off
        (FLAT, {"c1": "有", "n1": "3"}, "-2"),  # there is no count to a flat one
        # counted: the count is what costs
        (COUNTED, {"c1": "有", "n1": "3"}, "-0.6"),  # 3 x 0.2
        (COUNTED, {"n1": "3"}, "-0.6"),  # without its word it costs all the same, and is doubted
        (COUNTED, {"c1": "有"}, "0"),  # no count yet
        (COUNTED, {"c1": "有", "n1": "0"}, "0"),
        (COUNTED, {"c1": "无", "n1": "3"}, "-0.6"),
        (COUNTED, {"n1": "9999"}, "-1999.8"),  # 9999 x 0.2
        (COUNTED, {"n1": "三"}, "0"),  # a text counts as nothing
        (COUNTED, {"n1": "-3"}, "0"),  # a count below 0, which only a paste brings in, is no gain
        # counted by so many: only whole steps
        (PAIRS, {"n1": "1"}, "0"),
        (PAIRS, {"n1": "2"}, "-0.5"),
        (PAIRS, {"n1": "5"}, "-1"),  # 2 x 2 days, and one over
        # counted within at_most
        (LIMITED, {"n1": "2"}, "-0.4"),  # 2 x 0.2 < 0.6
        (LIMITED, {"n1": "3"}, "-0.6"),  # 3 x 0.2 = 0.6
        (LIMITED, {"n1": "4"}, "-0.6"),  # 4 x 0.2 = 0.8 > 0.6
        (LIMITED, {"n1": "9999"}, "-0.6"),
        (LIMITED, {"n1": "0"}, "0"),
        (LIMITED, {}, "0"),
        # shortfall: 1 for each one short of 4
        (SHORT, {"n1": "4"}, "0"),
        (SHORT, {"n1": "3"}, "-1"),  # 4 - 3
        (SHORT, {"n1": "0"}, "-4"),  # 4 - 0
        (SHORT, {"n1": "5"}, "0"),  # more than wanted earns nothing
        (SHORT, {"n1": "9999"}, "0"),
        (SHORT, {}, "0"),  # a blank is not 0
        (SHORT, {"n1": "四"}, "0"),  # nor is a text
        (SHORT, {"n1": "-3"}, "-4"),  # below 0, which only a paste brings in, is 0
        # shortfall within at_most
        (SHORT_LIMITED, {"n1": "22"}, "-1"),  # (24 - 22) x 0.5
        (SHORT_LIMITED, {"n1": "20"}, "-2"),  # (24 - 20) x 0.5 = 2
        (SHORT_LIMITED, {"n1": "0"}, "-2"),  # 24 x 0.5 = 12 > 2
        # discretion: the amount itself
        (FREE, {"n1": "0"}, "0"),
        (FREE, {"n1": "1"}, "-1"),
        (FREE, {"n1": "2.5"}, "-2.5"),
        (FREE, {"n1": "5"}, "-5"),
        (FREE, {"n1": "9"}, "-5"),  # what only a paste brings in: never more than the upper bound
        (FREE, {"n1": "-3"}, "0"),  # nor a gain
        (FREE, {}, "0"),
        (FREE_BONUS, {"n1": "2.5"}, "2.5"),
        (FREE_BONUS, {}, "0"),
        # bonus
        (BONUS, {"c1": "有"}, "5"),
        (BONUS, {"c1": "无"}, "0"),
        (BONUS, {}, "0"),
        (EACH, {"c1": "有", "n1": "7"}, "0.7"),  # 7 x 0.1
        (EACH, {"n1": "9999"}, "999.9"),
        (EACH, {"c1": "有"}, "0"),
        (EACH_LIMITED, {"c1": "有", "n1": "7"}, "0.7"),
        (EACH_LIMITED, {"c1": "有", "n1": "10"}, "1"),
        (EACH_LIMITED, {"c1": "有", "n1": "11"}, "1"),  # 11 x 0.1 = 1.1 > 1
    ],
)
def test_a_finding_moves_the_points_that_its_clause_says(finding: str, entries: dict[str, str], effect: str) -> None:
    whole = rubric(("10", (finding,)))
    assert score(whole, **entries)["review.effect:1.1.1"] == number(effect)


@pytest.mark.parametrize(
    ("points", "findings", "entries", "item"),
    [
        ("5", (FLAT, COUNTED), {"c1": "有", "n2": "3"}, "2.4"),  # 5 - 2 - 0.6
        ("5", (FLAT, COUNTED), {}, "5"),
        ("2", (FLAT, COUNTED), {"c1": "有", "n2": "1"}, "0"),  # 2 - 2 - 0.2 = -0.2, floored
        ("1", (FLAT,), {"c1": "有"}, "0"),  # a finding larger than its item
        ("0.5", (LIMITED,), {"n1": "9999"}, "0"),  # 0.5 - 0.6
        ("0.7", (LIMITED,), {"n1": "9999"}, "0.1"),  # 0.7 - 0.6, exactly
        ("4", (SHORT,), {"n1": "0"}, "0"),  # 4 - 4, just at the floor
        ("3", (SHORT,), {"n1": "0"}, "0"),
        ("6", (FREE, FLAT), {"n1": "4.5", "c2": "有"}, "0"),  # 6 - 4.5 - 2 = -0.5
        ("6", (FREE, FLAT), {"n1": "3.9", "c2": "有"}, "0.1"),  # 6 - 3.9 - 2
        ("6", (FLAT, BONUS), {"c1": "有", "c2": "有"}, "9"),  # 6 - 2 + 5
        ("6", (BONUS,), {"c1": "有"}, "11"),  # nothing but a bonus: 6 + 5
        ("1", (FLAT, BONUS), {"c1": "有", "c2": "有"}, "5"),  # max(0, 1 - 2) + 5: the fault does not eat it
        ("1", (FLAT, EACH_LIMITED), {"c1": "有", "n2": "9999"}, "1"),  # 0 + 1
        ("1", (FLAT, BONUS, EACH), {"c1": "有", "c2": "有", "n3": "2"}, "5.2"),  # 0 + 5 + 0.2
        ("100000", (COUNTED,), {"n1": "9999"}, "98000.2"),  # 100000 - 1999.8
    ],
)
def test_an_item_is_floored_at_nothing_and_a_bonus_stands_on_top(
    points: str, findings: tuple[str, ...], entries: dict[str, str], item: str
) -> None:
    assert score(rubric((points, findings)), **entries)["review.item:1.1"] == number(item)


def two_sections() -> Rubric:
    """Sections of 3 + 4 and of 2 points."""
    flat = Finding(text="t", deduct=Decimal(2))
    extra = Finding(text="t", bonus=Decimal("0.5"))
    first = Section(name="a", items=(item("3", flat), item("4", flat, extra)))
    return numbered(Rubric(rubric="r", title="t", sections=(first, Section(name="b", items=(item("2", flat),)))))


def item(points: str, *findings: Finding) -> Item:
    return Item(name="i", points=Decimal(points), findings=findings)


@pytest.mark.parametrize(
    ("found", "sections", "total", "rates"),
    [
        # a section that nothing is filled in has no rate yet
        ((), ("7", "2"), "9", ("—", "—", "—")),
        (("1.1.1",), ("5", "2"), "7", ("0.7143", "—", "0.7778")),  # 5/7 = 0.71428…, 7/9 = 0.7777…
        (("1.1.1", "1.2.1"), ("3", "2"), "5", ("0.4286", "—", "0.5556")),  # 3/7 = 0.42857…, 5/9
        (("2.1.1",), ("7", "0"), "7", ("—", "0", "0.7778")),
        (("1.2.2",), ("7.5", "2"), "9.5", ("1.0714", "—", "1.0556")),  # above full: 7.5/7, 9.5/9
    ],
)
def test_items_add_up_to_sections_sections_to_the_total_and_rates_are_rounded(
    found: tuple[str, ...], sections: tuple[str, str], total: str, rates: tuple[str, str, str]
) -> None:
    entries: dict[str, Value] = {f"review.choice:{finding}": "有" for finding in found}
    scored = scorer_of(two_sections())(entries)
    assert [scored[f"review.section:{n}"] for n in (1, 2)] == [Decimal(s) for s in sections]
    assert scored["review.total:"] == Decimal(total)
    assert [scored[f"review.rate:{n}"] for n in (1, 2, "")] == [
        rate if rate == "—" else Decimal(rate) for rate in rates
    ]


@pytest.mark.parametrize(
    ("points", "lost", "rate"),
    [
        ("16", "1", "0.9375"),  # exact
        ("32", "1", "0.9688"),  # 0.96875: a tie goes up
        ("20000", "1", "1"),  # 0.99995: a tie goes up
        ("20001", "2", "0.9999"),  # 0.99990…
        ("3", "1", "0.6667"),
        ("3", "2", "0.3333"),
    ],
)
def test_a_rate_is_rounded_half_up_to_four_places(points: str, lost: str, rate: str) -> None:
    whole = rubric((points, (f"{{text: t, deduct: {lost}}}",)))
    assert score(whole, c1="有")["review.rate:"] == Decimal(rate)


def test_self_and_review_do_not_touch_each_other() -> None:
    whole = rubric(("5", (FLAT,)))
    scored = scorer_of(whole)({"self.choice:1.1.1": "有"})
    assert (scored["self.total:"], scored["review.total:"]) == (Decimal(3), Decimal(5))


@pytest.mark.parametrize(
    ("finding", "entries", "done", "doubt"),
    [
        (FLAT, {}, 0, None),
        (FLAT, {"c1": "无"}, 1, None),
        (FLAT, {"c1": "有"}, 1, None),
        (FLAT, {"c1": "也许"}, 0, None),
        (SHORT, {}, 0, None),
        (SHORT, {"n1": "0"}, 1, None),
        (SHORT, {"n1": "四"}, 0, None),
        (FREE, {"n1": "0"}, 1, None),
        (COUNTED, {}, 0, 0),
        (COUNTED, {"c1": "无"}, 1, 0),
        (COUNTED, {"c1": "无", "n1": "0"}, 1, 0),
        (COUNTED, {"c1": "有"}, 0, 1),  # found, but how often?
        (COUNTED, {"c1": "有", "n1": "0"}, 1, 1),
        (COUNTED, {"c1": "有", "n1": "2"}, 1, 0),
        (COUNTED, {"n1": "2"}, 1, 1),  # a count, but was it found?
        (COUNTED, {"n1": "0"}, 1, 0),
        (COUNTED, {"c1": "无", "n1": "2"}, 1, 1),
        (EACH, {"c1": "有"}, 0, 1),
    ],
)
def test_what_is_filled_in_and_what_is_in_doubt(
    finding: str, entries: dict[str, str], done: int, doubt: int | None
) -> None:
    scored = score(rubric(("5", (finding,))), **entries)
    assert scored["review.done:1.1.1"] == scored["review.done:1"] == scored["review.done:"] == done
    assert scored.get("review.doubt:1.1.1") == doubt
    assert scored["review.doubt:"] == (doubt or 0)


@pytest.mark.parametrize(
    ("language", "absent", "found"), [("zh-Hans", "无", "有"), ("zh-Hant", "無", "有"), ("en", "no", "yes")]
)
def test_the_word_for_found_is_that_of_the_rubrics_language(language: str, absent: str, found: str) -> None:
    graph = Standard(rubric(("5", (FLAT,))).model_copy(update={"language": language})).graph
    assert {entry.options for entry in graph.entries} == {(absent, found)}
    scorer = compile_scorer(graph)
    assert scorer({"review.choice:1.1.1": found})["review.total:"] == 3
    assert scorer({"review.choice:1.1.1": absent})["review.total:"] == 5
    assert scorer({"review.choice:1.1.1": found.upper()})["review.done:1.1.1"] == 1


@pytest.mark.parametrize(
    ("finding", "boxes"),
    [
        (FLAT, [("choice", "0", "9999", True, "")]),
        (COUNTED, [("choice", "0", "9999", True, ""), ("number", "0", "9999", True, "次")]),
        (SHORT, [("number", "0", "9999", True, "次")]),
        (FREE, [("number", "1", "5", False, "@points")]),
        (BONUS, [("choice", "0", "9999", True, "")]),
        (EACH, [("choice", "0", "9999", True, ""), ("number", "0", "9999", True, "篇")]),
    ],
)
def test_each_kind_asks_for_its_boxes(finding: str, boxes: list[tuple[str, str, str, bool, str]]) -> None:
    asked = only_row(finding).boxes
    assert [(b.name, plain(b.low), plain(b.high), b.whole, b.unit) for b in asked] == boxes
    assert [b.options for b in asked] == [("无", "有") if b.name == "choice" else () for b in asked]
    assert all(b.ask and b.refuse for b in asked)


@pytest.mark.parametrize(
    ("finding", "terms", "chinese", "english"),
    [
        (FLAT, ["flat 2"], "扣2分", "−2"),
        ("{text: t, deduct: 0.50}", ["flat 0.5"], "扣0.5分", "−0.5"),
        (BONUS, ["flat 5"], "加5分", "+5"),
        (COUNTED, ["each 0.2 次"], "每次扣0.2分", "−0.2 per 次"),
        (LIMITED, ["each 0.2 次", "at_most 0.6"], "每次扣0.2分，最多0.6分", "−0.2 per 次, at most 0.6"),
        (PAIRS, ["each 0.5 2天"], "每2天扣0.5分", "−0.5 per 2天"),
        (EACH, ["each 0.1 篇"], "每篇加0.1分", "+0.1 per 篇"),
        (EACH_LIMITED, ["each 0.1 篇", "at_most 1"], "每篇加0.1分，最多1分", "+0.1 per 篇, at most 1"),
        (SHORT, ["short 1 次 次 4"], "应4次，每少1次扣1分", "at least 4 次, −1 for each one short"),
        (
            SHORT_LIMITED,
            ["short 0.5 次 次 24", "at_most 2"],
            "应24次，每少1次扣0.5分，最多2分",
            "at least 24 次, −0.5 for each one short, at most 2",
        ),
        (FREE, ["between 1 5"], "酌情扣1至5分", "−1 to −5 at discretion"),
        ("{text: t, deduct: {from: 0, to: 5}}", ["up_to 0 5"], "酌情扣分，最多5分", "up to −5 at discretion"),
        (FREE_BONUS, ["between 1 5"], "酌情加1至5分", "+1 to +5 at discretion"),
    ],
)
def test_each_kind_says_its_amounts(finding: str, terms: list[str], chinese: str, english: str) -> None:
    row = only_row(finding)
    (verb,) = row.clause.finding.verbs()
    said = row.rule.terms(row.clause, getattr(row.clause.finding, verb))
    assert [" ".join((t.label, *(v for _, v in t.values))) for t in said] == terms
    assert amount_words(row, read_skin("zh-Hans")) == chinese
    assert amount_words(row, read_skin("en")) == english


AMOUNTS = st.decimals(min_value="0.01", max_value=20, places=2)
COUNTS = st.one_of(st.none(), st.integers(0, 9999))
FINDINGS = st.one_of(
    st.builds(Finding, text=st.just("t"), deduct=AMOUNTS),
    st.builds(Finding, text=st.just("t"), deduct=AMOUNTS, per=st.just("次"), at_most=st.none() | AMOUNTS),
    st.builds(
        Finding,
        text=st.just("t"),
        deduct=AMOUNTS,
        per=st.just("次"),
        target=st.integers(1, 50),
        at_most=st.none() | AMOUNTS,
    ),
    st.builds(lambda high: Finding(text="t", deduct=Range.model_validate({"from": 0, "to": high})), AMOUNTS),
    st.builds(Finding, text=st.just("t"), bonus=AMOUNTS),
    st.builds(lambda high: Finding(text="t", bonus=Range.model_validate({"from": 0, "to": high})), AMOUNTS),
    st.builds(Finding, text=st.just("t"), bonus=AMOUNTS, per=st.just("次"), at_most=st.none() | AMOUNTS),
)


@st.composite
def filled_rubrics(draw: st.DrawFn) -> tuple[Rubric, dict[str, Value]]:
    """Draw a rubric of one to three items, and what the review entered."""
    items = st.builds(item, AMOUNTS.map(str), FINDINGS, FINDINGS)
    sections = st.builds(Section, name=st.just("s"), items=st.lists(items, min_size=1, max_size=2).map(tuple))
    whole = numbered(Rubric(rubric="r", title="t", sections=draw(st.tuples(sections, sections))))
    entries: dict[str, Value] = {}
    for finding in whole.findings():
        entries[f"review.choice:{finding.id}"] = draw(st.sampled_from((None, "无", "有")))
        count = draw(COUNTS)
        entries[f"review.number:{finding.id}"] = None if count is None else Decimal(count)
    return whole, entries


@given(filled_rubrics())
def test_whatever_is_entered_nothing_is_negative_and_all_adds_up(
    filled: tuple[Rubric, dict[str, Value]],
) -> None:
    whole, entries = filled
    scored = scorer_of(whole)(entries)
    items = {i.id: decimal(scored[f"review.item:{i.id}"]) for i in whole.items()}
    assert all(value >= 0 for value in items.values())
    assert decimal(scored["review.total:"]) == sum(items.values())
    for section in whole.sections:
        assert decimal(scored[f"review.section:{section.id}"]) == sum(items[i.id] for i in section.items)


@given(filled_rubrics())
def test_no_effect_passes_its_limit_and_each_has_its_sign(filled: tuple[Rubric, dict[str, Value]]) -> None:
    whole, entries = filled
    scored = scorer_of(whole)(entries)
    for finding in whole.findings():
        effect = decimal(scored[f"review.effect:{finding.id}"])
        assert effect >= 0 if finding.bonus else effect <= 0
        assert not isinstance(finding.at_most, Decimal) or abs(effect) <= finding.at_most
        spans = [value for value in (finding.deduct, finding.bonus) if isinstance(value, Range)]
        assert all(abs(effect) <= span.high for span in spans)


@given(filled_rubrics(), st.data())
def test_one_more_fault_never_raises_the_total(filled: tuple[Rubric, dict[str, Value]], data: st.DataObject) -> None:
    whole, entries = filled
    finding = data.draw(st.sampled_from(list(whole.findings())))
    key = f"review.number:{finding.id}"
    more = {**entries, f"review.choice:{finding.id}": "有", key: decimal(entries[key]) + 1}
    scorer = scorer_of(whole)
    before, after = (decimal(scorer(e)["review.total:"]) for e in ({**entries, key: decimal(entries[key])}, more))
    better = finding.bonus is not None or finding.target is not None  # there the count is an achievement
    assert after >= before if better else after <= before


def decimal(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)
