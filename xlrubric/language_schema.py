"""The JSON Schema of the language, for editors: which fields there are, what each is for, what may stand in it.

Apart from ``rubric``, whose models it is made of: there the words would cost every command their time. Unlike the
program, an editor reads numbers as numbers, so that both a number and its text are right here.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Self, Union, get_args, get_origin, get_type_hints

from typing_extensions import TypeAliasType

from xlrubric.result import SPAN, places, ratio
from xlrubric.result_words import RESULT_WORDS
from xlrubric.rubric import SHAPES, Levels, Part, Rubric, Value
from xlrubric.values import FALSE, MOST, TRUE, alone, bound, day, exact, flag, share, ticked, words

HOME = "https://json-schema.org/draft/2020-12/schema"
LINE = "# yaml-language-server: $schema="  # how a rubric's first line names its schema
FILE = "rubric.schema.json"  # beside the shipped rubrics
Schema = dict[str, Any]

_DIGITS = r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?"
_ID = r"^[0-9A-Za-z_.\-\u00aa-\uffff]{1,40}$"  # \w means ASCII to an editor
_SHARE = rf"^\+?{_DIGITS}( *%)?$"
_BOUND = rf"^([+-]?{_DIGITS}|\+?{_DIGITS} *%)$"
_DAY = r"^[0-9]{4}(-[0-9]{1,2}-[0-9]{1,2}|[./][0-9]{1,2}[./][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)$"
_RATIO = rf"^ *\+?{_DIGITS}( *[:：∶] *\+?{_DIGITS})+ *$"
_SIXTY = 61  # 1:1, where an editor of YAML 1.1 takes 3:5:2 for a number to the base of sixty
_LIMITS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "min_length": "minItems",
    "max_length": "maxItems",
}

_ID_WORDS = ("Its id, for formulas and next year's forms; numbered by place where not given.", "1.2")
_NOTE = ("How an unclear clause was read, and why; explains and counts nothing.", "计划与总结分别计")
_TAGS = ("Only units with one of these tags are assessed by it.", "[窗口单位, 机关]")
_POINTS = "Points it carries"
_START = ("Points that are there at the beginning, before anything is taken or earned.", "0")
_FLOOR = ("Its score is never below this; `none` for no lower limit.", "0")
_MOST = ("Its score is never above this, in points or as a percentage of its points.", "10")
_BONUS = ("All bonuses in it together give at most so much, in points or as a percentage.", "10%")
_ROUND = ("Its score is rounded half up to so many decimal places, 0 to 6.", "2")
_FORMULA = ("Its score by a formula over `[id]`s of findings and scored nodes.", '"[1] * 0.4 + [2] * 0.6"')
_MAY_NOT = ("`true`: the assessor may choose that it does not apply.", "true")
_NOT_APPLICABLE = (
    "When something in it does not apply: `rebase` scales the rest up, `shrink` drops its points, "
    "`full` gives its full marks.",
    "shrink",
)
_WHEN = "a condition over `[id]`s"
_OF = ("Whose points a percentage in `at_most` is of: the id of a section or item.", "党建优")
_VERB = "1, `{from: 1, to: 5}`, levels, `{steps: …}`, `{bands: …}`, `{of: 100}`, `{formula: …}`."

# What an editor shows beside a field: model, field, what it is for, an example in YAML. "" is the model itself.
WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Rubric": {
        "": ("A published standard: who is assessed by what, and what each fault costs.", ""),
        "rubric": ("Its id; forms carry it, so that a return is matched with its standard.", "xiangxi-2018"),
        "title": ("Heading of the scoring workbook.", "2018年度党建工作考核评分表"),
        "language": ("Language of the words on the workbook; zh-Hans if not given.", "zh-Hans"),
        "period": ("The time that is assessed; stands on the cover.", "2018年度"),
        "points": ("All points; checked against the sections.", "100"),
        "counts": ("Whose entries make the score: review (if not given) or self.", "review"),
        "source": ("Where the standard was published.", "州组发〔2018〕5号，附件"),
        "note": _NOTE,
        "due": ("When forms are due, in words for the cover.", "2018年12月20日前"),
        "due_on": ("The last day for forms, signatures and own items; after it they are overdue.", "2018-12-20"),
        "signatures": ("Signature lines of the cover, in place of the usual ones.", "[考核组长, 单位负责人]"),
        "start": ("Points that are there before the sections are added.", "90"),
        "floor": ("The total is never below this; no lower limit if not given.", "0"),
        "at_most": ("The total is never above this.", "120"),
        "bonus_at_most": _BONUS,
        "round": ("The total is rounded half up to so many decimal places, 0 to 6.", "2"),
        "better": ("Which total ranks first: the higher (if not given) or the lower.", "lower"),
        "not_applicable": _NOT_APPLICABLE,
        "formula": ("The total by a formula over the scores of sections.", '"[1] * 0.4 + [2] * 0.6"'),
        "grades": ("Grades, the best first; the last needs no condition.", "[{name: 优秀, from: 90}, {name: 合格}]"),
        "merge": (
            "What decides where several files of a unit say different things: newest, ask (if not given) or whole.",
            "newest",
        ),
        "result": (
            "What is made of all units' scores: composite, rank, consequences, grades.",
            "{rank: {within: group}}",
        ),
        "sections": ("The parts of the standard.", "[{name: 一、主体责任, items: [{name: 研究部署, points: 4}]}]"),
    },
    "Section": {
        "": ("A part of the standard, of sections or items or both.", ""),
        "id": _ID_WORDS,
        "name": ("Its name, up to 60 characters.", "一、主体责任"),
        "text": ("What it is about, up to 340 characters.", "组织领导和制度建设"),
        "note": _NOTE,
        "points": (f"{_POINTS}; checked against those below. Where none are below, all draw on these.", "18"),
        "start": _START,
        "worth": ("Its score counts as so many points above it: points 100, worth 10 is a tenth.", "10"),
        "applies_to": _TAGS,
        "may_not_apply": _MAY_NOT,
        "not_applicable": _NOT_APPLICABLE,
        "floor": _FLOOR,
        "at_most": _MOST,
        "bonus_at_most": _BONUS,
        "round": _ROUND,
        "instances": ("It is assessed once for each of these.", "[一号塔吊, 二号塔吊]"),
        "combine": ("How the scores below make its own: the sum, or the mean of instances, if not given.", "lowest"),
        "formula": _FORMULA,
        "gate": ("When it scores 0 whatever its items score.", "{key_zero: true, key_below: 40}"),
        "sections": ("Sections inside of it.", "[{name: 学习星, points: 25, items: [{name: 首要任务}]}]"),
        "items": ("What is assessed in it.", "[{name: 研究部署, points: 4}]"),
    },
    "Gate": {
        "": ("When a section scores 0 whatever its items score.", ""),
        "key_zero": ("`true`: when an item with `key: true` scores 0.", "true"),
        "key_below": ("When all its key items together score below this.", "40"),
        "when": (f"When this holds: {_WHEN}.", '"[1.1] < 5"'),
    },
    "Item": {
        "": ("What is assessed, with its findings.", ""),
        "id": _ID_WORDS,
        "name": ("Its name, up to 60 characters; used in lists and rankings.", "研究部署"),
        "text": ("What is required, up to 340 characters.", "班子会议研究党建全年不少于4次"),
        "note": _NOTE,
        "points": (f"{_POINTS}: its findings draw on these, or else on the section's.", "4"),
        "start": ("Points at the beginning; if not given, its points less what awards can give.", "0"),
        "evidence": ("What the unit must show.", "[会议记录, 工作方案]"),
        "due_on": ("The last day for what its findings ask; after it they are overdue.", "2020-06-30"),
        "key": ("`true`: a key item, for the section's `gate`.", "true"),
        "applies_to": _TAGS,
        "may_not_apply": _MAY_NOT,
        "follows_up": ("`true`: it appraises whether last year's faults were put right.", "true"),
        "not_applicable": _NOT_APPLICABLE,
        "floor": _FLOOR,
        "at_most": _MOST,
        "bonus_at_most": _BONUS,
        "round": _ROUND,
        "instances": ("It is assessed once for each of these.", "[一支部, 二支部]"),
        "combine": ("How the scores of its instances make its own; the mean if not given.", "lowest"),
        "formula": _FORMULA,
        "findings": ("What can be found, and what that does to the points.", "[{text: 无年度计划, deduct: 1}]"),
    },
    "Group": {
        "": ("Findings that are limited together, or of which only the highest counts.", ""),
        "group": ("Its label.", "建议与成果"),
        "at_most": ("Its findings together move at most so much, in points or as a percentage.", "1"),
        "of": _OF,
        "keep": ("`highest`: only the finding with the largest effect counts.", "highest"),
        "findings": ("Its findings, all with the same verb.", "[{text: 省级, bonus: 1}, {text: 市级, bonus: 0.5}]"),
    },
    "Finding": {
        "": ("A fault or an achievement, and what it does to the points.", ""),
        "id": _ID_WORDS,
        "text": ("The fault or achievement in a few words, up to 340 characters.", "无年度计划"),
        "note": _NOTE,
        "applies_to": _TAGS,
        "deduct": (f"Points off the item's: {_VERB}", "1"),
        "award": (f"Points earned of the item's, not there at first: {_VERB}", "{优秀: 10, 良好: 8}"),
        "bonus": (f"Points on top of the item's: {_VERB}", "5"),
        "deduct_section": (f"Points off the section above what the item draws on: {_VERB}", "10"),
        "penalty": (f"Points off the total: {_VERB}", "{from: 5, to: 10}"),
        "zero": ("What scores 0 when this is found: item, section or total.", "item"),
        "reverse": ("Its item scores minus so many times its points: 2 turns 10 into -10.", "2"),
        "veto": ("The best grade that is left when this is found.", "不合格"),
        "per": ("What is counted (次, 2天), or the step of a measure (1%).", "次"),
        "at_most": ("It moves at most so much, in points or as a percentage of the section's.", "3"),
        "of": _OF,
        "target": ("How many there must be; each one short costs the amount. With `per`.", "4"),
        "below": ("The measure below which it is found; the assessor types the measure.", "80%"),
        "above": ("The measure above which it is found; the assessor types the measure.", "5%"),
        "step": ("An incomplete step: whole drops it (if not given), started counts it, linear its part.", "started"),
        "zero_after": ("More than so many, and the item scores 0. With `per`.", "3"),
        "unit": ("Unit of the number that is typed.", "分"),
        "range": ("The numbers that may be typed.", "{from: 0, to: 100}"),
        "periods": ("It is assessed once for each of these.", "[上半年, 下半年]"),
        "register": ("So many free rows, one for each achievement that is entered.", "6"),
        "forms": ("A second choice in each row of a register, and its factor.", "{发文: 1, 会议交流: 0.5}"),
        "keep": ("`highest`: rows of a register with the same name count once.", "highest"),
        "at_least": ("Rows of a register that must be filled in.", "2"),
        "dated": ("Each row of the register has a day, within these.", "{from: 2019-12-16, to: 2020-12-15}"),
        "due_on": ("The last day for it, or a day for each of its periods.", "2020-06-30"),
        "check": ("No points: `true` for a box to tick, or the states to choose from.", "[已落实, 推进中, 未落实]"),
        "measure": ("No points: a number in this unit, for formulas.", "万元"),
        "when": (f"Found when this holds, entered by nobody: {_WHEN}.", '"[甲] + [乙] > 2"'),
    },
    "Range": {
        "": ("The assessor decides: 0, or an amount between the two.", ""),
        "from": ("The least.", "1"),
        "to": ("The most.", "5"),
    },
    "Levels": {"": ("Words to choose from and their points: `{严重: 5, 一般: 2}`.", "")},
    "Steps": {
        "": ("Points for once, twice, three times and more.", ""),
        "steps": ("Points for once, twice …, the last for more; `all` is the whole item.", "[3, 5, all]"),
    },
    "Bands": {
        "": ("Points by the band that a measure lies in.", ""),
        "bands": (
            "The first that fits counts: ≥ > ≤ < and a number; `else` for the rest.",
            "{≥90: 10, ≥80: 8, else: 0}",
        ),
    },
    "Converted": {
        "": ("A measure turned into points in proportion.", ""),
        "of": ("The full measure.", "100"),
        "points": ("The points for it; the item's if not given.", "6"),
    },
    "ByFormula": {
        "": ("Points by a formula.", ""),
        "formula": ("`x` is the number typed here, `[id]` another one or a score.", '"min(4, x * 0.5)"'),
    },
    "Span": {
        "": ("The numbers that may be typed.", ""),
        "from": ("The least.", "0"),
        "to": ("The most.", "100"),
    },
    "DaySpan": {
        "": ("The days that may be typed.", ""),
        "from": ("The first.", "2019-12-16"),
        "to": ("The last.", "2020-12-15"),
    },
    "Grade": {
        "": ("A grade, and what a total must have for it: everything that is given.", ""),
        "name": ("Its name.", "优秀"),
        "from": ("The total is at least this, in points or as a percentage of what applies.", "90"),
        "to": ("The total is at most this.", "15"),
        "each_section": ("Every section has at least this much of its points.", "60%"),
        "no_zero": ("`true`: no section scores 0.", "true"),
        "when": (f"This holds too: {_WHEN}.", '"min([1], [2]) >= 20"'),
    },
    **RESULT_WORDS,
}


def language_schema() -> Schema:
    """Give the schema; an unknown field is an error in it too."""
    made = _Made()
    whole = made.model(Rubric)
    return {"$schema": HOME, "title": "xlrubric rubric", **whole, "$defs": dict(sorted(made.known.items()))}


class _Made:
    """The schemas of the models met so far, by name."""

    def __init__(self) -> None:
        self.known: dict[str, Schema] = {}

    def model(self, model: Any) -> Schema:
        """Give a model's schema: its fields, which of them are needed, and no others."""
        if model is Levels:
            return self.levels()
        hints, texts = get_type_hints(model, include_extras=True), WORDS[model.__name__]
        fields = {field.alias or name: (name, field) for name, field in model.model_fields.items()}
        properties = {
            shown: {"description": _described(shown, texts[shown]), **self.of(hints[name], model)}
            for shown, (name, _) in fields.items()
        }
        needed = [shown for shown, (_, field) in fields.items() if field.is_required()]
        required = {"required": needed} if needed else {}
        return {
            "description": texts[""][0],
            "type": "object",
            "properties": properties,
            **required,
            "additionalProperties": False,
        }

    def levels(self) -> Schema:
        """Give the schema of levels: what is meant as another shape of an amount is none."""
        inner = self.of(get_type_hints(Levels, include_extras=True)["root"], Levels)
        names = {**inner.pop("propertyNames"), "not": {"enum": ["from", "to", *SHAPES]}}
        return {"description": WORDS["Levels"][""][0], **inner, "propertyNames": names}

    def of(self, hint: Any, model: Any) -> Schema:
        """Give the schema of a field's type."""
        if hint is Value:
            return self.named("Value", lambda: self.union(get_args(get_args(Value.__value__)[0]), model))
        if hint == Part:
            finding, group = (self.of(one, model) for one in get_args(get_args(Part)[0]))
            marks = [{"required": ["findings"]}, {"required": ["group"]}]
            return {"if": {"anyOf": marks}, "then": group, "else": finding}
        if hint is Self:
            hint = model
        if isinstance(hint, type) and hasattr(hint, "model_fields"):
            return self.named(hint.__name__, lambda: self.model(hint))
        return self.composed(hint, model)

    def composed(self, hint: Any, model: Any) -> Schema:
        """Give the schema of a type that is made of others."""
        if isinstance(hint, TypeAliasType):
            return self.of(hint.__value__, model)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated and isinstance(arguments[0], TypeAliasType):  # a name within marks of its own
            return self.of(Annotated[arguments[0].__value__, *arguments[1:]], model)
        if origin is Annotated:
            return self.annotated(arguments[0], arguments[1:], model)
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple:
            return {"type": "array", "items": self.of(arguments[0], model)}
        if origin is dict:
            key, value = (self.of(one, model) for one in arguments)
            return {"type": "object", "propertyNames": key, "additionalProperties": value}
        assert type(None) in arguments or origin is Union, hint
        return self.union(arguments, model)

    def union(self, members: tuple[Any, ...], model: Any) -> Schema:
        """Give the schema of several types; that a field may be missing is said elsewhere."""
        schemas = [self.of(one, model) for one in members if one is not type(None)]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

    def annotated(self, base: Any, marks: tuple[Any, ...], model: Any) -> Schema:
        """Give the schema of a type by the function that reads its text, within its limits."""
        readers, limits = [getattr(mark, "func", None) for mark in marks], _limits(marks)
        if exact in readers:
            return _number("integer" if base is int else "number", limits)
        if words in readers:
            longest = {"maxLength": limits["maxItems"]} if limits else {}
            return {"type": ["string", "number", "boolean"], "pattern": r"\S", **longest}
        if found := next((_READ[reader] for reader in readers if reader in _READ), None):
            return found
        if base is str:
            return {"type": ["string", "number", "boolean"], "pattern": _id_pattern(marks)}
        inner = {**self.of(base, model), **(_sizes(limits) if get_origin(base) is dict else limits)}
        shorter = [short(inner) for reader, short in _SHORT.items() if reader in readers]
        return {"anyOf": [*shorter, inner]} if shorter else inner

    def named(self, name: str, make: Any) -> Schema:
        """Refer to a schema by its name, and make it when it is met first."""
        if name not in self.known:
            self.known[name] = {}  # a section may hold sections
            self.known[name] = make()
        return {"$ref": f"#/$defs/{name}"}


def _id_pattern(marks: tuple[Any, ...]) -> str:
    """Give the pattern of an id, or of one with a minus before it."""
    patterns = (getattr(one, "pattern", None) for mark in marks for one in getattr(mark, "metadata", ()))
    return _ID.replace("^", "^-?") if any(one and one.startswith("^-?") for one in patterns) else _ID


def _described(field: str, text: tuple[str, str]) -> str:
    what, example = text
    return f"{what} Example: `{field}: {example}`"


def _limits(marks: tuple[Any, ...]) -> Schema:
    """Gather the limits that the marks of a type state."""
    stated = [one for mark in marks for one in getattr(mark, "metadata", ())]
    found = {_LIMITS[name]: getattr(one, name, None) for one in stated for name in _LIMITS if hasattr(one, name)}
    return {name: int(value) for name, value in found.items() if value is not None}


def _sizes(limits: Schema) -> Schema:
    return {name.replace("Items", "Properties"): value for name, value in limits.items()}


def _number(kind: str, limits: Schema) -> Schema:
    """Give the schema of a number: as such within its limits, or as a text of plain digits."""
    sign = "[+-]?" if limits.get("minimum", 0) < 0 else r"\+?"
    digits = _DIGITS if kind == "number" else _DIGITS.replace("[0-9]{1,6}", "0{1,6}")
    return {"type": [kind, "string"], **limits, "pattern": f"^{sign}{digits}$"}


# what is read by a function of its own, by that function
_READ: Mapping[object, Schema] = {
    share: {**_number("number", {"exclusiveMinimum": 0, "maximum": int(MOST)}), "pattern": _SHARE},
    bound: {**_number("number", {"minimum": -int(MOST), "maximum": int(MOST)}), "pattern": _BOUND},
    day: {"type": "string", "pattern": _DAY},
    flag: {"enum": [True, False, *TRUE, *FALSE]},
}
# how a list or a table may be written shorter, by the function that reads that; made of the schema of the longer one
_SHORT: Mapping[object, Callable[[Schema], Schema]] = {
    alone: lambda inner: inner["items"],
    ticked: lambda inner: {"enum": [True, *TRUE]},
    ratio: lambda inner: {"type": ["string", "integer"], "pattern": _RATIO, "minimum": _SIXTY},
    places: lambda inner: {"type": ["string", "integer"], "pattern": f"^{SPAN}$", "minimum": 1},
}
