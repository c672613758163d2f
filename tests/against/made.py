"""Two versions of a rubric, entries of some units under the first, and the trial under the second."""

from collections.abc import Mapping
from decimal import Decimal

from xlrubric.against import Moved, Trial, try_out
from xlrubric.changes import Matching, matching
from xlrubric.entry_tables import EntryRow
from xlrubric.faults.material import Material, read_material
from xlrubric.messages import is_error
from xlrubric.problems import Place
from xlrubric.rule_words import Rule
from xlrubric.score import score_entries
from xlrubric.standard import Standard, check_source
from xlrubric.units import Unit
from xlrubric.yamltext import parse_yaml

OLD = """
rubric: old
title: 去年的细则
sections:
  - name: 一
    items:
      - name: 会议
        points: 4
        findings:
          - {text: 会议次数, deduct: 1, per: 次, target: 4}
          - {text: 没有会议记录, deduct: 0.5, per: 次}
      - name: 宣传
        points: 6
        findings:
          - {text: 报送不及时, deduct: 1, per: 次}
          - {text: 出现重大差错, deduct: 2}
"""
Entries = Mapping[str, Mapping[str, str]]


def read(text: str) -> tuple[Standard, Material]:
    """Read a rubric with what the matching of ids needs."""
    source = parse_yaml(text, "r.yaml")
    rubric, problems = check_source(source)
    assert rubric is not None and not any(map(is_error, problems)), problems
    return Standard(rubric), read_material(rubric, source)


def matched(old: str, new: str) -> Matching:
    return matching(read(new)[1], read(old)[1])


def changed(*pairs: tuple[str, str], of: str = OLD) -> str:
    """Give the old rubric with these texts changed, each of which stands in it once."""
    for old, new in pairs:
        assert of.count(old) == 1, old
        of = of.replace(old, new)
    return of


def tried(new: str, entries: Entries, old: str = OLD, tags: Mapping[str, str] | None = None) -> Trial:
    """Try out a rubric with entries by unit and finding (``self 1.1.1`` for the self-check)."""
    (standard, before), (other, after) = read(old), read(new)
    rows = [
        EntryRow(unit, key.split()[-1], "self" if " " in key else "review", value, "", Place("e.csv"))
        for unit, own in entries.items()
        for key, value in own.items()
    ]
    listed = {unit: Unit(unit, f"单位{unit}", tags=frozenset({(tags or {}).get(unit, "")})) for unit in entries}
    scored = score_entries(standard, rows, "e.csv", listed if tags else None)
    assert scored.problems == ()
    return try_out(standard, other, matching(after, before), scored.units, "review", listed if tags else None)


def parts(one: Moved) -> dict[str, Decimal]:
    """Give what moves a unit: ``old>new`` ids, or one where they are the same; ``·`` for none; nodes as ``n:…``."""
    return {shown(rule): points for rule, points in one.parts.items()}


def shown(rule: Rule) -> str:
    ids = rule.old if rule.old == rule.new else f"{rule.old or '·'}>{rule.new or '·'}"
    return f"n:{ids}" if rule.kind == "node" else ids
