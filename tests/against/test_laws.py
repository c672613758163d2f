"""Laws of a trial: the parts add up to the difference, whatever changed; the same rubric moves nobody."""

from decimal import Decimal
from re import sub
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.against.made import parts, tried

KINDS = (
    ("deduct: {a}, per: 次", "次数"),
    ("deduct: {a}, per: 次, at_most: {b}", "次数"),
    ("deduct: {a}", "有无"),
    ("deduct: {a}, per: 次, target: 3", "完成"),
    ("award: {a}, per: 次", "完成"),
    ("bonus: {a}, per: 次, at_most: {b}", "次数"),
    ("penalty: {a}", "有无"),
    ("deduct_section: {a}", "有无"),
    ("zero: item", "有无"),
    ("reverse: 2", "有无"),
    ("deduct: {{严重: {b}, 一般: {a}}}", "档次"),
)
TYPED = {"次数": ("无", "1", "4"), "有无": ("无", "有"), "完成": ("0", "2", "5"), "档次": ("严重", "一般")}
TEXTS = ["甲方面的缺失", "乙类的疏漏", "丙种情况", "丁项问题"]


@st.composite
def items(draw: Any) -> list[tuple[int, list[tuple[int, str, str]]]]:
    """Draw items: points, and findings by kind with two amounts."""
    amount = st.sampled_from(["0.1", "0.5", "1", "3"])
    finding = st.tuples(st.integers(0, len(KINDS) - 1), amount, st.sampled_from(["3", "4.5"]))
    found: list[tuple[int, list[tuple[int, str, str]]]] = draw(
        st.lists(st.tuples(st.integers(2, 9), st.lists(finding, min_size=1, max_size=4)), min_size=2, max_size=3)
    )
    return found


@st.composite
def versions(draw: Any) -> tuple[str, str, dict[str, dict[str, str]]]:
    """Draw two versions of a rubric, and what two units entered under the first."""
    old = draw(items())
    new = [(draw(st.integers(2, 9)), [(k, draw(st.sampled_from(["0.1", "2"])), b) for k, _, b in fs]) for _, fs in old]
    if draw(st.booleans()):
        new = new[:-1]
    if draw(st.booleans()):
        new = [(points, list(reversed(findings))) for points, findings in new]
    entries: dict[str, dict[str, str]] = {}
    for unit in ("U1", "U2"):
        own = {
            f"1.{i}.{n}": draw(st.sampled_from(TYPED[KINDS[kind][1]]))
            for i, (_, findings) in enumerate(old, 1)
            for n, (kind, _, _) in enumerate(findings, 1)
            if draw(st.integers(0, 5))
        }
        entries[unit] = own or {"1.1.1": TYPED[KINDS[old[0][1][0][0]][1]][0]}
    return written(old, draw(st.booleans())), written(new, draw(st.booleans())), entries


def written(made: Any, weighted: bool) -> str:
    total = sum(points for points, _ in made)
    lines = [
        "rubric: r",
        "title: t",
        "sections:",
        f"  - name: 一\n    points: {total}",
        *(["    worth: 7"] if weighted else []),
    ]
    lines.append("    items:")
    for i, (points, findings) in enumerate(made, 1):
        lines += [f"      - name: 项目{i}", f"        points: {points}", "        findings:"]
        for n, (kind, a, b) in enumerate(findings):
            lines.append(f"          - {{text: 第{i}项{TEXTS[n]}, {KINDS[kind][0].format(a=a, b=b)}}}")
    return "\n".join(lines) + "\n"


@settings(max_examples=40, deadline=None)
@given(versions())
def test_the_parts_of_each_unit_add_up_exactly_to_its_difference(drawn: tuple[str, str, Any]) -> None:
    old, new, entries = drawn
    trial = tried(new, entries, old)
    for one in trial.moved:
        if one.difference is not None:
            assert sum(one.parts.values(), Decimal(0)) == one.difference
            assert all(points for points in one.parts.values())
    whole = sum((one.difference or Decimal(0) for one in trial.moved), Decimal(0))
    assert sum((effect.points for effect in trial.effects), Decimal(0)) == whole


@settings(max_examples=15, deadline=None)
@given(versions())
def test_the_same_rubric_moves_nobody_and_leaves_nothing_over(drawn: tuple[str, str, Any]) -> None:
    old, _, entries = drawn
    trial = tried(old, entries, old)
    assert all(not one.parts and not one.untaken and one.difference == 0 for one in trial.moved)
    assert trial.leftovers == ()


@settings(max_examples=15, deadline=None)
@given(versions())
def test_going_back_undoes_every_part(drawn: tuple[str, str, Any]) -> None:
    """Where only amounts and points differ, each rule gives back what it took."""
    old, new, entries = drawn
    there, back = tried(new, entries, old), tried(old, entries, new) if same_findings(old, new) else None
    if back is None:
        return
    for one, other in zip(there.moved, back.moved, strict=True):
        if one.untaken or other.untaken or one.after is None:
            continue
        assert parts(other) == {rule: -points for rule, points in parts(one).items()}


def same_findings(old: str, new: str) -> bool:
    """Say whether two rubrics have the same findings of the same kinds, whatever their amounts."""
    one, other = ([sub("[0-9.]+", "#", line) for line in text.splitlines() if "text: " in line] for text in (old, new))
    return one == other
