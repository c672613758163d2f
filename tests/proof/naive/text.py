"""What a rubric's text says, read naively: ids, points, what one line stands for, amounts."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from fractions import Fraction
from math import ceil, floor
from re import fullmatch, sub
from typing import Any

from tests.proof.naive.formulas import rounded

Tree = dict[str, Any]
VERBS = ("deduct", "award", "bonus", "deduct_section", "penalty")
GIVING = ("award", "bonus")
NOTHING = Fraction(0)


def number(text: object) -> Fraction:
    """Read a number as the file writes it."""
    return Fraction(str(text))


WHOLE_HAS = ("instances", "combine", "round", "applies_to", "worth", "key")


def number_ids(tree: Tree, own: str) -> None:
    """Give every node and finding below its id."""
    own = tree.setdefault("id", own)
    for place, child in enumerate((*tree.get("sections", ()), *tree.get("items", ())), 1):
        number_ids(child, f"{own}.{place}")
    findings = [one for entry in tree.get("findings", ()) for one in entry.get("findings", (entry,))]
    for place, finding in enumerate(findings, 1):
        finding.setdefault("id", f"{own}.{place}")


def is_section(tree: Tree) -> bool:
    """Say whether a node is a section."""
    return "sections" in tree or "items" in tree


def all_nodes(tree: Tree) -> Iterator[Tree]:
    """Give a node and all below."""
    yield tree
    for child in (*tree.get("sections", ()), *tree.get("items", ())):
        yield from all_nodes(child)


def points_inside(tree: Tree) -> Fraction:
    """Give the points that the children of a section carry."""
    carried = [counted(child) for child in (*tree.get("sections", ()), *tree.get("items", ()))]
    if tree.get("combine", "sum") != "sum" and "instances" not in tree:
        return max(carried, default=NOTHING)
    return sum(carried, NOTHING)


def full_points(tree: Tree) -> Fraction:
    """Give the points that a node carries in its own scale."""
    own = points_inside(tree) or number(tree.get("points", 0))
    return own * (len(tree["instances"]) if "instances" in tree and tree.get("combine") == "sum" else 1)


def counted(tree: Tree) -> Fraction:
    """Give the points that a node counts for above."""
    return number(tree["worth"]) if "worth" in tree else full_points(tree)


def instance(tree: Tree, place: int) -> Tree:
    """Give the node as it stands for one of its instances, with ids of its own."""
    one = deepcopy({key: value for key, value in tree.items() if key not in WHOLE_HAS})
    findings = [f for n in all_nodes(tree) for e in n.get("findings", ()) for f in e.get("findings", (e,))]
    inside = sorted([*(n["id"] for n in all_nodes(tree)), *(f["id"] for f in findings)], key=len)

    def renamed(old: str) -> str:
        root = next((known for known in inside if old == known or old.startswith(f"{known}.")), None)
        return old if root is None else f"{root}.{place}{old[len(root) :]}"

    rename(one, renamed)
    return {**one, "may_not_apply": "true"}


def rename(tree: Any, renamed: Any) -> None:
    """Give everything below other ids, in formulas too."""
    if isinstance(tree, list):
        for one in tree:
            rename(one, renamed)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if (
                key in ("id", "of")
                and isinstance(value, str)
                and ("text" in tree or "name" in tree or "findings" in tree)
            ):
                tree[key] = renamed(value)
            elif key in ("formula", "when") and isinstance(value, str):
                tree[key] = sub(r"\[([^\]]*)\]", lambda match: f"[{renamed(match[1].strip())}]", value)
            else:
                rename(value, renamed)


def unfold(tree: Tree) -> list[Tree]:
    """Give the findings that one with periods or counted levels stands for."""
    if "periods" in tree:
        kept = {key: value for key, value in tree.items() if key not in ("periods", "at_most", "of")}
        return [{**kept, "id": f"{tree['id']}.{n}"} for n in range(1, len(tree["periods"]) + 1)]
    verb = next((verb for verb in VERBS if is_levels(tree.get(verb))), None)
    if verb is None or "per" not in tree:
        return []
    kept = {key: value for key, value in tree.items() if key not in ("at_most", "of")}
    levels = enumerate(tree[verb].values(), 1)
    return [{**kept, "id": f"{tree['id']}.{n}", verb: each} for n, each in levels if number(each)]


def is_levels(value: object) -> bool:
    """Say whether a verb's value are words with their amounts."""
    return isinstance(value, dict) and not (
        set(value) <= {"from", "to"} or {"steps", "bands", "of", "formula"} & set(value)
    )


def is_word(tree: Tree) -> bool:
    """Say whether a word is entered for a finding, and no number."""
    if "check" in tree or any(is_levels(tree.get(verb)) for verb in VERBS):
        return True
    asked = ("per", "below", "above", "measure", "when")
    return not any(key in tree for key in asked) and not any(isinstance(tree.get(verb), dict) for verb in VERBS)


def per(tree: Tree) -> Fraction:
    """Give how many of what is counted are one step."""
    match = fullmatch(r"([0-9.]+)\s*(\S.*)", tree["per"])
    return number(match[1]) if match else Fraction(1)


def stepped(tree: Tree, distance: Fraction) -> Fraction:
    """Turn a distance into steps."""
    steps = distance / per(tree)
    mode = tree.get("step", "whole")
    if mode == "linear":
        return steps
    steps = rounded(steps, 9)
    return Fraction(ceil(steps) if mode == "started" else floor(steps))


def band(bands: Mapping[str, object], typed: Fraction) -> Fraction:
    """Give the amount of the first band in which a measure lies."""
    for key, amount in bands.items():
        match = fullmatch(r"(≥|>=|>|≤|<=|<)(.*)", key)
        if match:
            bound = number(match[2])
            fits = {"≥": typed >= bound, ">=": typed >= bound, ">": typed > bound}
            fits |= {"≤": typed <= bound, "<=": typed <= bound, "<": typed < bound}
            if fits[match[1]]:
                return number(amount)
    return number(bands.get("else", 0))


def shared(text: object, whole: Fraction) -> Fraction:
    """Read points, or a share of a whole."""
    return whole * number(str(text)[:-1]) / 100 if str(text).endswith("%") else number(text)


def gives_points(tree: Tree) -> bool:
    """Say whether a finding gives points."""
    return any(verb in tree for verb in GIVING)
