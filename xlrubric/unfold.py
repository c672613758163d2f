"""What one line of a rubric stands for several times: instances, periods, levels that are counted.

Apart from ``settle``, which puts them into the outline: here written nodes and findings become written nodes and
findings. What is made of one carries its id and a number (``1.2.3`` -> ``1.2.3.1``).
"""

from collections.abc import Callable, Iterator
from datetime import date
from re import sub

from xlrubric.rubric import VERBS, ByFormula, Finding, Group, Item, Levels, Rubric, Section

Written = Section | Item
Renaming = Callable[[str], str]
OF_EACH = ("instances", "combine", "round", "applies_to", "worth")  # what the whole keeps to itself
OF_WHOLE = ("start", "floor", "at_most", "bonus_at_most", "formula", "gate")  # what each instance has for itself


def instances_of(written: Written) -> tuple[Written, ...]:
    """Give a node once for each instance, each with ids of its own; an instance may not apply."""
    return tuple(_instance(written, name, n) for n, name in enumerate(written.instances or (), 1))


def without_its_own(written: Written) -> Written:
    """Give the node that stands over the instances: what each of them has for itself is gone."""
    kept = {name: None for name in OF_WHOLE if name in type(written).model_fields}
    return written.model_copy(update=kept)


def _instance(written: Written, name: str, number: int) -> Written:
    known = {node.id for node in within(written)} | {f.id for n in items_of(written) for f in n.every_finding()}

    def renamed(old: str) -> str:
        roots = [one for one in known if old == one or old.startswith(f"{one}.")]
        if not roots:
            return old  # something outside of the instance
        root = min(roots, key=len)  # ``1.2`` of ``1``, and an id of its own as a whole: what is below it goes with it
        return f"{root}.{number}{old.removeprefix(root)}"

    gone = {field: None for field in OF_EACH if field in type(written).model_fields}
    text = f"{written.text}（{name}）" if written.text else None
    own = {"id": renamed(written.id), "name": name, "text": text, "may_not_apply": True}
    key = {"key": False} if isinstance(written, Item) else {}
    return _with_ids(written, renamed).model_copy(update={**gone, **own, **key})


def within(written: Written) -> Iterator[Written]:
    """Give a node and all below it, as they are written."""
    yield written
    if isinstance(written, Section):
        for child in written.children():
            yield from within(child)


def items_of(written: Written) -> Iterator[Item]:
    """Give the items of a node."""
    return (node for node in within(written) if isinstance(node, Item))


def _with_ids(node: Written, renamed: Renaming) -> Written:
    """Give a node with other ids, in itself, below it and in its formulas."""
    changed: dict[str, object] = {"id": renamed(node.id)}
    if node.formula:
        changed["formula"] = in_formula(node.formula, renamed)
    if isinstance(node, Item):
        changed["findings"] = tuple(_part(part, renamed) for part in node.findings)
        return node.model_copy(update=changed)
    if node.gate and node.gate.when:
        changed["gate"] = node.gate.model_copy(update={"when": in_formula(node.gate.when, renamed)})
    changed["sections"] = tuple(_with_ids(child, renamed) for child in node.sections)
    changed["items"] = tuple(_with_ids(child, renamed) for child in node.items)
    return node.model_copy(update=changed)


def _part(part: Finding | Group, renamed: Renaming) -> Finding | Group:
    if isinstance(part, Group):
        members = tuple(_finding(finding, renamed) for finding in part.findings)
        return part.model_copy(update={"findings": members, "of": renamed(part.of) if part.of else None})
    return _finding(part, renamed)


def _finding(finding: Finding, renamed: Renaming) -> Finding:
    changed: dict[str, object] = {"id": renamed(finding.id)}
    if finding.of:
        changed["of"] = renamed(finding.of)
    if finding.when:
        changed["when"] = in_formula(finding.when, renamed)
    for verb in VERBS:
        value = getattr(finding, verb)
        if isinstance(value, ByFormula):
            changed[verb] = ByFormula(formula=in_formula(value.formula, renamed))
    return finding.model_copy(update=changed)


def in_formula(text: str, renamed: Renaming) -> str:
    """Give a formula with other ids in its brackets."""
    return sub(r"\[\s*([^\[\]]+?)\s*\]", lambda match: f"[{renamed(match[1])}]", text)


def expanded(rubric: Rubric) -> Iterator[Written]:
    """Give every node as it stands on the sheet: the instances instead of what they are made of."""
    todo: list[Written] = list(reversed(rubric.sections))
    while todo:
        node = todo.pop()
        yield node
        below = instances_of(node) if node.instances else node.children() if isinstance(node, Section) else ()
        todo.extend(reversed(below))


def unfolded(finding: Finding) -> tuple[Finding, ...]:
    """Give the findings that one with periods, or with levels to be counted, stands for; none for any other."""
    if finding.periods:
        gone = {"periods": None, "at_most": None, "of": None}
        return tuple(
            finding.model_copy(
                update={**gone, "id": f"{finding.id}.{n}", "text": f"{finding.text}（{period}）", "due_on": due}
            )
            for n, (period, due) in enumerate(zip(finding.periods, _due(finding), strict=True), 1)
        )
    return graded(finding) if is_graded(finding) else ()


def _due(finding: Finding) -> tuple[tuple[date, ...] | None, ...]:
    """Give the last day of each period: its own, or the one that all share."""
    periods = len(finding.periods or ())
    days = finding.due_on or ()
    return tuple((day,) for day in days) if len(days) == periods else (finding.due_on,) * periods


def is_graded(finding: Finding) -> bool:
    """Say whether each word of a finding's levels is counted for itself."""
    return finding.per is not None and any(isinstance(getattr(finding, verb), Levels) for verb in finding.verbs())


def graded(finding: Finding) -> tuple[Finding, ...]:
    """Give one counted finding for each word of the levels that is worth something."""
    (verb,) = finding.verbs()
    levels: Levels = getattr(finding, verb)
    gone = {"at_most": None, "of": None}
    return tuple(
        finding.model_copy(update={**gone, "id": f"{finding.id}.{n}", "text": f"{finding.text}：{word}", verb: amount})
        for n, (word, amount) in enumerate(levels.root.items(), 1)
        if amount
    )


def every_unfolded(item: Item) -> Iterator[Finding]:
    """Give the findings of an item as they stand on the sheet, registers as their heads."""
    todo = list(item.every_finding())
    while todo:
        finding = todo.pop(0)
        several = unfolded(finding)
        if several:
            todo[:0] = several
        else:
            yield finding
