"""Laws that hold for every standard: more faults never help, order and grouping change nothing, all witnesses agree.

Standards and entries are made up by hypothesis: trees of sections, items and findings of many kinds.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from json import dumps
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import tried
from tests.kinds.cases import Scored, scored, standard_of, typed, variant_of
from xlrubric.scoring import compile_scorer

Tree = dict[str, Any]
OUT = "不适用"
NOISE = Decimal("1E-20")  # what is left of a division that goes on for ever

# ---- kinds of findings, each with entries from the best to the worst ---------------------------------------------

FAULTS: tuple[tuple[Tree, tuple[str, ...]], ...] = (
    ({"deduct": "2"}, ("", "无", "有")),
    ({"deduct": "0.3", "per": "次"}, ("0", "1", "7", "40")),
    ({"deduct": "0.3", "per": "次", "at_most": "1"}, ("0", "2", "4", "99")),
    ({"deduct": "1", "per": "2天"}, ("0", "1", "2", "5")),
    ({"deduct": "1", "per": "次", "target": "4"}, ("4", "3", "1", "0")),
    ({"deduct": "2", "below": "80%"}, ("100", "80", "79.9", "1")),
    ({"deduct": "0.5", "per": "1%", "below": "80%"}, ("80", "79.5", "78.95", "70")),
    (
        {"deduct": "0.1", "per": "0.1%", "below": "80%", "step": "started", "at_most": "3"},
        ("80", "79.7", "79.65", "60"),
    ),
    ({"deduct": "0.5", "per": "1%", "below": "80%", "step": "linear"}, ("90", "79.99", "78.5", "60")),
    ({"deduct": "1", "per": "天", "zero_after": "3"}, ("0", "2", "3", "4")),
    ({"deduct": {"from": "1", "to": "5"}}, ("0", "1", "2.55", "5")),
    ({"deduct": {"重": "5", "轻": "2"}}, ("", "无", "轻", "重")),
    ({"deduct": {"steps": ["1", "3", "all"]}, "per": "次"}, ("0", "1", "2", "3")),
    ({"deduct": {"bands": {"≥90": "0", "≥80": "1.5", "else": "4"}}, "unit": "分"}, ("95", "90", "85", "3")),
    ({"deduct": {"formula": "max(0, 3 - x) * 0.7"}, "unit": "篇"}, ("5", "3", "1", "0")),
    ({"deduct": "1", "deduct_section": "2"}, ("", "有")),
    ({"deduct_section": "3", "per": "次"}, ("0", "1", "9")),
    ({"penalty": "1.5", "per": "次"}, ("0", "1", "3")),
    ({"zero": "item"}, ("无", "有")),
    ({"zero": "section"}, ("无", "有")),
    ({"deduct": "1", "per": "次", "periods": ["上半年", "下半年"], "at_most": "2"}, ("0", "1", "3")),
)
GIFTS: tuple[tuple[Tree, tuple[str, ...]], ...] = (
    ({"award": "1", "per": "篇", "at_most": "4"}, ("0", "3", "9")),
    ({"award": {"of": "100", "points": "3"}}, ("0", "33.3", "100")),
    ({"award": {"优": "3", "良": "2"}}, ("无", "良", "优")),
    ({"bonus": "1.5"}, ("无", "有")),
    ({"bonus": "0.1", "per": "次", "at_most": "1"}, ("0", "4", "30")),
    ({"bonus": {"国家级": "3", "省级": "2"}, "register": "3", "keep": "highest"}, ("", "甲 / 省级", "甲 / 国家级")),
)


class Made:
    """A standard under way: its findings by id, with their possible entries."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[str, ...]] = {}
        self.leaving: list[str] = []

    def finding(self, draw: st.DrawFn, kinds: Iterable[tuple[Tree, tuple[str, ...]]]) -> Tree:
        """Make up a finding."""
        kind, entries = draw(st.sampled_from(tuple(kinds)))
        own = f"f{len(self.entries) + 1}"
        parts = [f"{own}.{n}" for n in range(1, 3)] if "periods" in kind or "register" in kind else [own]
        self.entries |= dict.fromkeys(parts, entries)
        if len(parts) == 1:
            return {"id": own, "text": own, **kind}
        self.entries[f"#{own}"] = ()  # so that the next one has another number
        return {"id": own, "text": own, **kind}

    def item(self, draw: st.DrawFn, kinds: Iterable[tuple[Tree, tuple[str, ...]]], free: bool = False) -> Tree:
        """Make up an item; one that is free has rounding, limits and may not apply."""
        own = f"i{len(self.entries) + 1}"
        findings = [self.finding(draw, kinds) for _ in range(draw(st.integers(1, 3)))]
        made: Tree = {
            "id": own,
            "name": own,
            "points": draw(st.sampled_from(["5", "10", "12.5"])),
            "findings": findings,
        }
        return self.freely(draw, made) if free else made

    def freely(self, draw: st.DrawFn, made: Tree) -> Tree:
        """Add fields that a node may have."""
        extra = draw(
            st.sampled_from([{}, {}, {"round": "1"}, {"at_most": "11"}, {"bonus_at_most": "1"}, {"floor": "1"}])
        )
        if draw(st.integers(0, 2)) == 0:
            made["may_not_apply"] = "true"
            self.leaving.append(made["id"])
        return {**made, **extra}

    def section(self, draw: st.DrawFn, kinds: Iterable[tuple[Tree, tuple[str, ...]]], depth: int, free: bool) -> Tree:
        """Make up a section, with sections in it at times."""
        own = f"s{len(self.entries) + 1}x{depth}"
        made: Tree = {
            "id": own,
            "name": own,
            "items": [self.item(draw, kinds, free) for _ in range(draw(st.integers(1, 2)))],
        }
        if depth and draw(st.booleans()):
            made["sections"] = [self.section(draw, kinds, depth - 1, free)]
        if not free:
            return made
        policy = draw(st.sampled_from([{}, {"not_applicable": "shrink"}, {"not_applicable": "rebase"}]))
        worth = draw(st.sampled_from([{}, {}, {"worth": "7"}]))
        return {**self.freely(draw, made), **policy, **worth}


def text_of(sections: Iterable[Tree], **more: str) -> str:
    """Write a standard."""
    fields = [f"{key}: {value}" for key, value in more.items()]
    return "\n".join([*fields, f"sections: {dumps(list(sections), ensure_ascii=False)}"])


def real(entries: Mapping[str, str]) -> dict[str, str]:
    """Leave out what is not entered."""
    return {finding: entry for finding, entry in entries.items() if entry}


@st.composite
def appraisals(draw: st.DrawFn, gifts: bool = False, free: bool = False) -> tuple[list[Tree], dict[str, int], Made]:
    """Make up sections, for each finding how bad it is, and what may be entered."""
    made = Made()
    kinds = FAULTS + (GIFTS if gifts else ())
    sections = [made.section(draw, kinds, 1, free) for _ in range(draw(st.integers(1, 3)))]
    chosen = {own: draw(st.integers(0, len(words) - 1)) for own, words in made.entries.items() if words}
    return sections, chosen, made


def worded(chosen: Mapping[str, int], made: Made) -> dict[str, str]:
    """Give what is typed."""
    return real({own: made.entries[own][place] for own, place in chosen.items()})


def computed(rubric: str, entries: Mapping[str, str], tags: str | None = None) -> Scored:
    """Score without the workbook."""
    standard = variant_of(rubric, tags)
    return Scored(standard, compile_scorer(standard.graph)(typed(standard, entries)))


# ---- laws -------------------------------------------------------------------------------------------------------


@settings(max_examples=tried(30, 60), deadline=None)
@given(appraisals(), st.data())
def test_another_fault_never_raises_a_total(made: tuple[list[Tree], dict[str, int], Made], data: st.DataObject) -> None:
    sections, chosen, about = made
    rubric = text_of(sections)
    finding = data.draw(st.sampled_from(sorted(chosen)))
    worse = data.draw(st.integers(chosen[finding], len(about.entries[finding]) - 1))
    before = computed(rubric, worded(chosen, about))
    after = computed(rubric, worded(chosen | {finding: worse}, about))
    assert after[""] <= before[""]
    for node in before.standard.outline.nodes:
        assert after[node.id] <= before[node.id]


@settings(max_examples=tried(30, 60), deadline=None)
@given(appraisals(gifts=True))
def test_no_score_is_beyond_points_and_bonuses(made: tuple[list[Tree], dict[str, int], Made]) -> None:
    sections, chosen, about = made
    case = computed(text_of(sections), worded(chosen, about))
    for node in case.standard.outline.nodes:
        rows = {row.id for below in node.walk() for row in below.all_rows() if row.clause.finding.bonus is not None}
        on_top = sum((value_of(case, row) for row in rows), Decimal(0))
        assert 0 <= case[node.id] <= node.points + on_top


def value_of(case: Scored, row: str) -> Decimal:
    value = case.score.get(f"review.effect:{row}")
    return value if isinstance(value, Decimal) else Decimal(0)


@settings(max_examples=tried(20, 40), deadline=None)
@given(appraisals(gifts=True), st.randoms())
def test_the_order_of_findings_does_not_matter(made: tuple[list[Tree], dict[str, int], Made], random: Any) -> None:
    sections, chosen, about = made
    before = computed(text_of(sections), worded(chosen, about))
    for section in sections:
        random.shuffle(section["items"])
        for item in section["items"]:
            random.shuffle(item["findings"])
    after = computed(text_of(sections), worded(chosen, about))
    assert after[""] == before[""]
    assert all(after[node.id] == before[node.id] for node in before.standard.outline.nodes)


def of_sections(findings: Iterable[Tree]) -> bool:
    """Ask whether any of the findings reaches its section."""
    return any("deduct_section" in finding or finding.get("zero") == "section" for finding in findings)


@settings(max_examples=tried(20, 40), deadline=None)
@given(appraisals(gifts=True))
def test_splitting_a_section_in_two_changes_nothing(made: tuple[list[Tree], dict[str, int], Made]) -> None:
    sections, chosen, about = made
    apart: list[Tree] = []
    for section in sections:
        every = [finding for item in section["items"] for finding in item["findings"]]
        if len(section["items"]) < 2 or of_sections(every):
            apart.append(section)
            continue
        first, *others = section["items"]
        apart += [{"id": f"{section['id']}a", "name": "a", "items": [first]}, {**section, "items": others}]
    before = computed(text_of(sections), worded(chosen, about))
    assert computed(text_of(apart), worded(chosen, about))[""] == before[""]


@settings(max_examples=tried(20, 40), deadline=None)
@given(appraisals(gifts=True, free=True), st.data())
def test_putting_a_section_into_another_changes_nothing(
    made: tuple[list[Tree], dict[str, int], Made], data: st.DataObject
) -> None:
    sections, chosen, about = made
    out = dict.fromkeys(data.draw(st.lists(st.sampled_from(about.leaving), unique=True)) if about.leaving else (), OUT)
    entries = worded(chosen, about) | out
    wrapped = [{"id": "all", "name": "all", "sections": sections}]
    assert abs(computed(text_of(wrapped), entries)[""] - computed(text_of(sections), entries)[""]) < NOISE


@settings(max_examples=tried(30, 60), deadline=None)
@given(appraisals(gifts=True, free=True), st.sampled_from(["rebase", "shrink", "full"]), st.data())
def test_what_the_assessor_leaves_out_counts_like_what_the_tags_leave_out(
    made: tuple[list[Tree], dict[str, int], Made], policy: str, data: st.DataObject
) -> None:
    sections, chosen, about = made
    if policy == "full":
        sections = [plainly(section) for section in sections]
    out = set(data.draw(st.lists(st.sampled_from(about.leaving), unique=True)) if about.leaving else ())
    said = computed(text_of(sections, not_applicable=policy), worded(chosen, about) | dict.fromkeys(out, OUT))
    gone = [tagged(section, out) for section in sections]
    rubric = text_of(gone, not_applicable=policy)
    there = {row.id for row in variant_of(rubric, "").outline.rows}
    entries = {own: entry for own, entry in worded(chosen, about).items() if own in there}
    tags = "" if standard_of(rubric).known_tags else None
    assert abs(computed(rubric, entries, tags)[""] - said[""]) < NOISE


def plainly(section: Tree) -> Tree:
    """Take out what a section says of what does not apply, and a limit that may lie below its full marks."""
    inner = {"sections": [plainly(one) for one in section["sections"]]} if "sections" in section else {}
    return {key: value for key, value in section.items() if key not in ("not_applicable", "at_most")} | inner


def tagged(node: Tree, out: set[str]) -> Tree:
    """Let tags leave out what the assessor did."""
    below: Tree = {key: [tagged(one, out) for one in node[key]] for key in ("sections", "items") if key in node}
    return {**node, **below, **({"applies_to": ["x"]} if node["id"] in out else {})}


@settings(max_examples=tried(30, 60), deadline=None)
@given(
    appraisals(gifts=True, free=True),
    st.sampled_from(["", "bonus_at_most: 2", "at_most: 20", "floor: 5", "round: 1", "not_applicable: shrink"]),
    st.data(),
)
def test_scores_workbook_and_account_agree_on_any_standard(
    made: tuple[list[Tree], dict[str, int], Made], more: str, data: st.DataObject
) -> None:
    sections, chosen, about = made
    out = dict.fromkeys(data.draw(st.lists(st.sampled_from(about.leaving), unique=True)) if about.leaving else (), OUT)
    scored(f"{more}\n{text_of(sections)}", worded(chosen, about) | out)
