"""What an editor shows beside the fields of a rubric's ``result:``: model, field, what it is for, an example in YAML.

Apart from ``language_schema``, which has those of one unit's scoring, only for their number.
"""

from collections.abc import Mapping

_WHEN = "a condition over `[composite]`, `[rank]`, `[size]`, ids of sources and sections"
_WITHIN = "Among which units: all (if not given), those of one `group`, or those of one `lead` unit."
_NOTE = ("How an unclear clause was read, and why; explains and counts nothing.", "文件未定等次分值")

# "" is the model itself.
RESULT_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Result": {
        "": ("The rules of a year's result, in the order in which they are applied.", ""),
        "points": ("Full points of the composite; 100 if not given.", "100"),
        "round": ("The composite is rounded half up to so many decimal places; 2 if not given.", "2"),
        "missing": (
            "A source that a unit lacks: `wait`: no composite (if not given); `reweigh`: the others' weights grow.",
            "reweigh",
        ),
        "sources": (
            "The parts of the composite; without them the forms' total is ranked as it is.",
            "[{id: check, name: 实地核查, weight: 100%, forms: total}]",
        ),
        "rank": ("How units are ranked.", "{within: group}"),
        "consequences": ("What a place, a grade or a condition brings.", "[{name: 约谈, last: 3, years: 2}]"),
        "account": ("What the points of consequences are taken from or added to.", "年终绩效考核"),
        "grades": ("Grades, the best first; the last needs no condition.", "[{name: 好, from: 90}, {name: 差}]"),
        "quota": ("How shares of grades become numbers of units.", "{within: lead}"),
        "checks": ("Another table's words held against the grades.", "[{name: 年度考核, only: {优秀: 好}}]"),
        "note": _NOTE,
    },
    "Source": {
        "": ("One part of the composite, from one of: forms, table, tiers, ballot.", ""),
        "id": ("Its id, for formulas, tie-breaks and headings of tables.", "check"),
        "name": ("Its name, up to 60 characters; heads a column.", "实地核查"),
        "weight": ("Its share of the composite; all of them make 100 %.", "50%"),
        "adds": ("`true`: its points are added on top, and it has no weight.", "true"),
        "applies_to": ("Only units with one of these tags have it.", "[牵头单位]"),
        "note": _NOTE,
        "forms": ("From the forms: `total`, or the id of a section or item.", "total"),
        "table": ("`true`: from tables of scores (.xlsx, .csv; `collect --scores`).", "true"),
        "tiers": ("Words from a table and their points, the best first.", "{好: 100, 较好: 85, 一般: 70}"),
        "ballot": ("From rating workbooks (`build --ballot`).", "{questions: [总体评价], levels: {好: 100, 差: 40}}"),
        "of": ("Its full points: what counts as 100 %.", "20"),
        "better": ("Which figure is better: higher (if not given) or lower.", "lower"),
        "best": ("`true`: relative to the best figure, which counts as 100 %.", "true"),
        "mean": ("`true`: relative to the mean; what reaches it counts as 100 %.", "true"),
        "by_rank": ("Points by place, of 100.", "{first: 100, step: 2, least: 60}"),
        "shares": ("How many units each tier has, in proportion.", "3:5:2"),
        "within": ("For tiers, places, best and mean: all (if not given), `group`, `lead`.", "lead"),
        "rounding": ("Shares to whole numbers: nearest (if not given), down, up; as they add up.", "down"),
        "assign": ("`true`: the table gives figures, and tiers are assigned by them.", "true"),
        "ties": ("Equal figures at a tier's edge: `in` (if not given) all have the better tier, `out` none.", "out"),
    },
    "Ballot": {
        "": ("Raters' opinions of many units: a row a unit, a column a question.", ""),
        "questions": ("The columns, 1 to 12; their mean counts.", "[政治建设, 作风建设]"),
        "levels": ("Words to choose from and their points.", "{好: 100, 较好: 80, 一般: 60, 差: 40}"),
        "scale": ("Points to be typed instead, between two bounds.", "{from: 0, to: 100}"),
        "share": ("Counts the share of votes with these words, in per cent.", "[好, 较好]"),
        "groups": ("Groups of raters and their weights.", "[{name: 领导, weight: 60%}, {name: 代表, weight: 40%}]"),
        "ballots": ("How many ballots are sent out, where there are no groups.", "30"),
        "trim": ("So many of the highest and of the lowest ballots on a unit are left out.", "1"),
        "at_least": ("Fewer ballots on a unit than this are said.", "5"),
        "per": ("Which units stand on one ballot: all (if not given), those of a `group`, of a `lead` unit.", "lead"),
        "signed": ("`true`: raters sign; otherwise anonymous.", "true"),
    },
    "Scale": {
        "": ("The points that may be typed on a ballot.", ""),
        "from": ("The least.", "0"),
        "to": ("The most.", "100"),
    },
    "Raters": {
        "": ("A group of raters.", ""),
        "name": ("Its name.", "党员代表"),
        "weight": ("Its share among the groups.", "40%"),
        "ballots": ("How many ballots are sent out to it.", "20"),
    },
    "ByRank": {
        "": ("Points by place, of 100.", ""),
        "first": ("For the first.", "100"),
        "step": ("Less for each further place.", "2"),
        "least": ("Never less than this; 0 if not given.", "60"),
    },
    "Order": {
        "": ("How units are ranked.", ""),
        "within": (_WITHIN, "group"),
        "ties": (
            "Equal ones: `shared` 1, 2, 2, 4 (if not given), `dense` 1, 2, 2, 3, or `broken` by the keys.",
            "broken",
        ),
        "keys": ("Sources that break ties, one after another; `-id` where less is better.", "[check, survey]"),
    },
    "Consequence": {
        "": ("What a place, a grade or a condition brings; all that is given must hold.", ""),
        "id": ("Its id, for formulas; numbered (c1, c2) where not given.", "talk"),
        "name": ("What follows.", "约谈"),
        "first": ("Places from the front.", "3"),
        "last": ("Places from the end: 3 for the last three, or 4-6.", "4-6"),
        "grade": ("Who has one of these grades.", "[差]"),
        "when": (f"When this holds: {_WHEN}.", '"[composite] < 60"'),
        "years": ("In so many years running, this one included; needs `--history`.", "2"),
        "points": ("Points on the account.", "-3"),
        "note": _NOTE,
    },
    "PlaceSpan": {
        "": ("Places, both ends with them.", ""),
        "from": ("The first of them.", "4"),
        "to": ("The last of them.", "6"),
    },
    "Award": {
        "": ("A grade of the result, and what a unit must have for it: everything that is given.", ""),
        "name": ("Its name.", "好"),
        "from": ("The composite is at least this.", "90"),
        "each_source": ("Every source has at least so many of 100.", "60"),
        "when": (f"This holds too: {_WHEN}.", '"[check] >= 85"'),
        "share": ("At most this share of the units may have it.", "30%"),
    },
    "Quota": {
        "": ("How shares of grades become numbers of units.", ""),
        "within": (_WITHIN, "lead"),
        "rounding": ("Shares to whole numbers: down (if not given), nearest, up; as they add up.", "nearest"),
        "ties": ("Equal ones at the edge: `out` (if not given) none has the grade, `in` all have it.", "in"),
    },
    "Check": {
        "": ("Another table's words held against the grades.", ""),
        "name": ("Heading of the table's column.", "年度考核"),
        "only": ("Which grades a word of the other table needs.", "{优秀: [好]}"),
    },
}
