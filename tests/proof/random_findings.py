"""Findings at random: of every kind, with every verb and flag that it allows, as a rubric's file writes them.

Apart from ``random_rubrics``, which puts them into items and sections. Formulas are left open (``LATER``) until it is
known what they may name.
"""

from collections.abc import Callable, Sequence
from random import Random

Written = dict[str, object]

VERBS = ("deduct", "award", "bonus", "deduct_section", "penalty")
USUAL = (6, 4, 2, 1, 1)  # how often each verb is taken
AMOUNTS = ("0.1", "0.2", "0.25", "0.3", "0.35", "0.5", "0.8", "1", "1.5", "2", "3", "5", "10")
LIMITS = ("0.5", "1", "2", "3", "4.5", "10", "5%", "10%", "33%", "12.5%", "50%")
UNITS = ("次", "人", "2天", "0.5万元", "10分钟", "篇")
TARGETS = ("1", "2", "4", "12", "2.5", "100")
THRESHOLDS = ("80%", "60%", "95.5%", "3", "10", "100", "12.5")
WORDS = ("严重", "一般", "优秀", "良好", "无", "其他", "正职", "副职", "A")
FORMS = ("发文", "会议交流", "内部刊物")
PERIODS = ("上半年", "下半年", "一季度", "年末")
STATES = ("已落实", "推进中", "未落实", "有")
LATER = "«number»"  # a formula that is still to be written: a number
LATER_X = "«number of x»"  # a number from what is entered
LATER_CONDITION = "«condition»"


class Findings:
    """Writes findings by chance."""

    def __init__(self, chance: Random, vetoes: Sequence[str]) -> None:
        self.chance, self.vetoes = chance, vetoes
        self.written = 0

    def maybe(self, share: float) -> bool:
        """Say yes in a share of the cases."""
        return self.chance.random() < share

    def finding(self, kind: str, verb: str | None = None) -> Written:
        """Write a finding of a kind; with a ``verb`` of its own it is a member of a group, which share it."""
        self.written += 1
        taken = verb or self.chance.choices(VERBS, USUAL)[0]
        made: Written = {"text": f"情形{self.written}", **MAKERS[kind](self, taken)}
        if verb is None:
            self._verbs(kind, made)
        if self.maybe(0.12) and kind != "own" and not isinstance(made.get("check"), list):
            made.update(self.flag())
        if kind != "own":
            self._several(kind, made)
        return made

    def _verbs(self, kind: str, made: Written) -> None:
        """Take the verb away where a flag can stand alone, or add others."""
        given = [verb for verb in VERBS if isinstance(made.get(verb), str)]
        if not given:
            return
        if self.maybe(0.15) and "at_most" not in made:
            for verb in self.chance.sample(VERBS, 2):
                if {verb, *made}.isdisjoint({"deduct"}) or {verb, *made}.isdisjoint({"award"}):
                    made.setdefault(verb, self.amount())
        elif kind in ALONE and self.maybe(0.12):
            del made[given[0]]
            for field in ("at_most", "of"):
                made.pop(field, None)
            made.update(self.flag())

    def flag(self) -> Written:
        """Write a flag."""
        zero: Written = {"zero": self.chance.choices(("item", "section", "total"), (4, 2, 1))[0]}
        reverse: Written = {"reverse": self.chance.choice(("1", "2", "0.5"))}
        veto: Written = {"veto": self.chance.choice(self.vetoes)}
        return self.chance.choice((zero, zero, reverse, veto))

    def _several(self, kind: str, made: Written) -> None:
        """Let one finding stand for several rows: periods, or a register."""
        single = sum(verb in made for verb in VERBS) == 1
        if self.maybe(0.1):
            made["periods"] = self.chance.sample(PERIODS, self.chance.choice((2, 3)))
            if single and kind not in ("check", "measure"):
                self.limit(made, 0.4)
        elif self.maybe(0.15) and single and kind not in ("computed", "check", "measure", "late", "graded"):
            made["register"] = self.chance.choice("1234")
            self.limit(made, 0.4)
            self._register(kind, made)

    def _register(self, kind: str, made: Written) -> None:
        if kind in ("flat", "level") and self.maybe(0.5):
            made["forms"] = {word: self.amount() for word in self.chance.sample(FORMS, self.chance.choice((1, 2)))}
        if self.maybe(0.5):
            made["keep"] = "highest"
        if self.maybe(0.25):
            made["at_least"] = str(min(self.chance.choice((1, 2)), int(str(made["register"]))))
        for flag in ("zero", "reverse"):  # which decide alone over the whole register
            made.pop(flag, None)
        for verb in VERBS:
            if verb in made:
                made[verb] = without_all(made[verb])

    def amount(self) -> str:
        """Give an amount."""
        return self.chance.choice(AMOUNTS)

    def limit(self, made: Written, share: float) -> None:
        """Limit a finding, in a share of the cases."""
        if self.maybe(share):
            made.pop("of", None)
            made["at_most"] = self.chance.choice(LIMITS)
            if self.maybe(0.15) and str(made["at_most"]).endswith("%"):
                made["of"] = LATER

    def optional(self, made: Written, **fields: Sequence[str]) -> Written:
        """Give some of the fields that a kind may have."""
        for field, values in fields.items():
            if self.maybe(0.4):
                made[field] = self.chance.choice(values)
        return made

    def per(self) -> str:
        """Give what is counted."""
        return self.chance.choice(UNITS)

    def measured(self, made: Written) -> Written:
        """Give what a measure may have: its unit, its range."""
        self.optional(made, unit=("分", "万元"))
        if self.maybe(0.2):
            low, high = self.chance.choice((("0", "100"), ("-10", "10"), ("5", "20"), ("0.5", "1000")))
            made["range"] = {"from": low, "to": high}
        return made


def without_all(value: object) -> object:
    """Give an amount without what only a deduction of a single finding can say."""
    if isinstance(value, dict) and "steps" in value:
        return {"steps": [step for step in value["steps"] if step != "all"]}
    return value


STEP = ("whole", "started", "linear")


def _flat(make: Findings, verb: str) -> Written:
    return {verb: make.amount()}


def _counted(make: Findings, verb: str) -> Written:
    made = make.optional({verb: make.amount(), "per": make.per()}, step=STEP)
    make.limit(made, 0.4)
    return made


def _short(make: Findings, verb: str) -> Written:
    made = make.optional({verb: make.amount(), "per": make.per(), "target": make.chance.choice(TARGETS)}, step=STEP)
    make.limit(made, 0.4)
    return made


def _crossed(side: str) -> Callable[[Findings, str], Written]:
    return lambda make, verb: make.measured({verb: make.amount(), side: make.chance.choice(THRESHOLDS)})


def _rate(side: str) -> Callable[[Findings, str], Written]:
    def made(make: Findings, verb: str) -> Written:
        per = make.chance.choice(("1%", "2%", "0.5%", "10万元", "分"))
        rate: Written = {verb: make.amount(), "per": per, side: make.chance.choice(THRESHOLDS)}
        make.limit(rate, 0.4)
        return make.optional(make.measured(rate), step=STEP)

    return made


def _late(make: Findings, verb: str) -> Written:
    return {**_counted(make, verb), "zero_after": make.chance.choice(("1", "3", "2.5", "11"))}


def _discretion(make: Findings, verb: str) -> Written:
    low, high = make.chance.choice((("0", "5"), ("1", "5"), ("0.5", "1.5"), ("2", "2"), ("0", "0.3")))
    return {verb: {"from": low, "to": high}}


def _levels(make: Findings) -> dict[str, str]:
    words = make.chance.sample(WORDS, make.chance.choice((1, 2, 3)))
    levels = {word: make.amount() for word in words}
    if make.maybe(0.3):
        levels[make.chance.choice(words)] = "0"
    return levels


def _level(make: Findings, verb: str) -> Written:
    return {verb: _levels(make)}


def _graded(make: Findings, verb: str) -> Written:
    made: Written = {verb: {**_levels(make), "B": make.amount()}, "per": make.per()}
    make.limit(made, 0.4)
    return made


def _steps(make: Findings, verb: str) -> Written:
    steps: list[str] = [make.amount() for _ in range(make.chance.choice((1, 2, 3)))]
    every = verb == "deduct" and make.maybe(0.4)
    return {verb: {"steps": [*steps, "all"] if every else steps}, "per": make.chance.choice(("次", "篇"))}


def _bands(make: Findings, verb: str) -> Written:
    bounds = make.chance.sample(("95", "90", "80.5", "60", "12", "3", "-2"), make.chance.choice((1, 2, 3)))
    bands = {f"{make.chance.choice(('≥', '>', '≤', '<', '>=', '<='))}{bound}": make.amount() for bound in bounds}
    if make.maybe(0.6):
        bands["else"] = make.chance.choice(("0", "0.5", "2"))
    return make.measured({verb: {"bands": bands}})


def _converted(make: Findings, verb: str) -> Written:
    full = make.chance.choice(("100", "150", "5", "3", "7"))
    points = {"points": make.amount()} if make.maybe(0.5) else {}
    return make.measured({verb: {"of": full, **points}})


def _formula(make: Findings, verb: str) -> Written:
    made = make.measured({verb: {"formula": LATER_X if make.maybe(0.6) else LATER}})
    make.limit(made, 0.5)
    return made


def _computed(make: Findings, verb: str) -> Written:
    return {verb: make.amount(), "when": LATER_CONDITION}


def _check(make: Findings, verb: str) -> Written:
    states = make.chance.sample(STATES, make.chance.choice((2, 3)))
    return {"check": "true" if make.maybe(0.5) else states}


def _measure(make: Findings, verb: str) -> Written:
    made = make.measured({"measure": make.chance.choice(("万元", "人", "分"))})
    made.pop("unit", None)
    return made


def _own(make: Findings, verb: str) -> Written:
    made: Written = {"register": make.chance.choice("123")}
    return make.optional(made, at_least=("1",))


MAKERS: dict[str, Callable[[Findings, str], Written]] = {
    "flat": _flat,
    "counted": _counted,
    "short": _short,
    "crossed_below": _crossed("below"),
    "crossed_above": _crossed("above"),
    "rate_below": _rate("below"),
    "rate_above": _rate("above"),
    "late": _late,
    "discretion": _discretion,
    "level": _level,
    "graded": _graded,
    "steps": _steps,
    "bands": _bands,
    "converted": _converted,
    "formula": _formula,
    "computed": _computed,
    "check": _check,
    "measure": _measure,
    "own": _own,
}
KINDS = tuple(MAKERS)
ALONE = ("flat", "counted", "crossed_below", "crossed_above", "late", "computed")  # these may do without a verb
