"""What is wrong with a look: every key, word, colour and number that no workbook can be made with, at its place.

A look from a YAML file and one drawn in Excel are checked by the same rules; both are trees of texts with places.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from string import Formatter

from xlrubric.looks.paper import MARGINS
from xlrubric.looks.shape import (
    BASE,
    EDGES,
    HOWTO,
    LANGUAGES,
    LONGEST_LABEL,
    MARGIN,
    MARK,
    MARK_NEEDS,
    NEEDED,
    PAPER,
    PARTS,
    PLACEHOLDERS,
    SIDES,
    SIZE,
    STYLE,
    TABS,
    WIDTH,
    Colour,
    Free,
    Number,
    Rule,
    Sides,
    Words,
)
from xlrubric.problems import Place, Problem, problem
from xlrubric.yamltext import Source, Step

MOST_NAMED = 12  # words that a message lists; of more it names the nearest
LONGEST_TAB = 31  # Excel's limit
FORBIDDEN_IN_TABS = r"[\[\]:*?/\\\x00-\x1f［］：＊？／＼￥]"
ALONE: dict[str, Rule] = {"size": SIZE, "title_size": SIZE, "border": Colour(none=False), BASE: Free()}
Tree = Mapping[str, object]


@dataclass(frozen=True)
class Known:
    """What a look may speak of: the names in the official form, and the shipped labels of each language."""

    styles: frozenset[str]
    marks: frozenset[str]
    widths: frozenset[str]
    labels: Mapping[str, Tree]


def known_of(official: Tree, labels: Mapping[str, Tree]) -> Known:
    """Give what the official form has."""
    styles, marks, widths = (frozenset(table(official.get(part))) for part in ("styles", "marks", "widths"))
    return Known(styles, marks, widths, labels)


def table(value: object) -> dict[str, object]:
    """Take a value as a table; anything else is an empty one, and ``check_look`` has named it."""
    return value if isinstance(value, dict) else {}


def check_look(source: Source, known: Known) -> list[Problem]:
    """Name everything in a look that cannot be used; what is lacking is known only when it was joined with its base."""
    return [*source.problems, *_Check(source, known).whole()]


def lacking(tree: Tree, known: Known, place: Place) -> list[Problem]:
    """Name what a whole look lacks: of the parts, of the fonts' languages, of the official form's styles and widths."""
    parts = [part for part in (*NEEDED, "paper") if part not in tree]
    wanted = {"fonts": LANGUAGES, "title_fonts": LANGUAGES, "styles": known.styles, "widths": known.widths}
    wanted |= {"marks": known.marks, "paper": (*PAPER, "margins")}
    parts += [f"{part}: {name}" for part in wanted if part in tree for name in _without(tree[part], wanted[part])]
    for name, mark in table(tree.get("marks")).items():
        parts += [f"marks: {name}: {key}" for key in _without(mark, MARK_NEEDS.get(name, ("color", "fill")))]
    parts += [f"paper: margins: {key}" for key in _without(table(tree.get("paper")).get("margins", {}), MARGINS)]
    return [problem(place, "look-incomplete", part=part) for part in parts]


def _without(given: object, wanted: Iterable[str]) -> list[str]:
    return sorted(set(wanted) - table(given).keys())


def placeholders(text: str) -> frozenset[str] | None:
    """Give the names in braces; None where the braces do not match."""
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


class _Check:
    """One look and what it may speak of."""

    def __init__(self, source: Source, known: Known) -> None:
        self.source, self.known = source, known

    def say(self, path: tuple[Step, ...], code: str, **details: str | int) -> Problem:
        return problem(self.source.place(path), code, unit="", **details)

    def whole(self) -> Iterator[Problem]:
        tree = self.source.tree
        if not isinstance(tree, dict):
            yield problem(Place(self.source.file), "look-not-a-table", name="—")
            return
        yield from self.unknown((), tree, PARTS, "look-key-unknown")
        for part, rule in ALONE.items():
            if part in tree:
                yield from self.value((part,), tree[part], rule)
        for part in ("fonts", "title_fonts"):
            yield from self.values((part,), dict.fromkeys(LANGUAGES, Free()))
        yield from self.values(("widths",), dict.fromkeys(self.known.widths, WIDTH), "look-width-unknown")
        yield from self.looks(("styles",), self.known.styles, STYLE)
        yield from self.looks(("marks",), self.known.marks, MARK)
        yield from self.on_paper()
        yield from self.labels()

    def at(self, path: tuple[str, ...]) -> object:
        """Give the node at a path; None where there is none."""
        node: object = self.source.tree
        for step in path:
            node = table(node).get(step)
        return node

    def tables(self, path: tuple[str, ...]) -> Iterator[Problem]:
        """Say where a table is wanted and something else stands."""
        node = self.at(path)
        if node is not None and not isinstance(node, dict):
            yield self.say(path, "look-not-a-table", name=": ".join(path))

    def unknown(
        self, path: tuple[str, ...], names: Iterable[str], known: Iterable[str], code: str
    ) -> Iterator[Problem]:
        words = tuple(known)
        for name in names:
            if name not in words:
                yield self.say((*path, name), code, name=name, known=_near(name, words))

    def values(
        self, path: tuple[str, ...], rules: Mapping[str, Rule], code: str = "look-key-unknown"
    ) -> Iterator[Problem]:
        """Check a table of single values."""
        yield from self.tables(path)
        given = table(self.at(path))
        yield from self.unknown(path, given, sorted(rules), code)
        for name, value in given.items():
            if name in rules:
                yield from self.value((*path, name), value, rules[name])

    def looks(self, path: tuple[str, ...], known: Iterable[str], rules: Mapping[str, Rule]) -> Iterator[Problem]:
        """Check the styles, or the marks."""
        yield from self.tables(path)
        given = table(self.at(path))
        yield from self.unknown(path, given, sorted(known), "look-style-unknown")
        for name in given:
            if name in known:
                yield from self.values((*path, name), rules)

    def value(self, path: tuple[Step, ...], value: object, rule: Rule) -> Iterator[Problem]:
        name = ": ".join(map(str, path))
        if not isinstance(value, str):
            yield self.say(path, "look-not-a-value", name=name)
        elif isinstance(rule, Words) and value not in rule.words:
            yield self.say(path, "look-word", name=name, text=value, known=", ".join(rule.words))
        elif isinstance(rule, Sides) and not set(value.split()) <= set(SIDES):
            yield self.say(path, "look-word", name=name, text=value, known=", ".join(SIDES))
        elif isinstance(rule, Colour) and not _is_colour(value, rule):
            yield self.say(path, "look-colour", name=name, text=value)
        elif isinstance(rule, Number) and not _is_within(value, rule):
            yield self.say(path, "look-number", name=name, text=value, low=f"{rule.low:g}", high=f"{rule.high:g}")
        elif isinstance(rule, Free) and not value.strip():
            yield self.say(path, "look-not-a-value", name=name)

    def on_paper(self) -> Iterator[Problem]:
        """Check header, footer and paper."""
        for part in ("header", "footer"):
            yield from self.tables((part,))
            given = table(self.at((part,)))
            yield from self.unknown((part,), given, EDGES, "look-key-unknown")
            for edge in (edge for edge in EDGES if edge in given):
                yield from self.edge((part, edge), given[edge])
        yield from self.tables(("paper",))
        paper = {key: value for key, value in table(self.at(("paper",))).items() if key != "margins"}
        yield from self.unknown(("paper",), paper, (*PAPER, "margins"), "look-key-unknown")
        for key in (key for key in PAPER if key in paper):
            yield from self.value(("paper", key), paper[key], PAPER[key])
        yield from self.values(("paper", "margins"), dict.fromkeys(MARGINS, MARGIN))

    def edge(self, path: tuple[str, str], value: object) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield self.say(path, "look-not-a-value", name=": ".join(path))
        elif (used := placeholders(value)) is None or not used <= set(PLACEHOLDERS):
            known = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            yield self.say(path, "look-edge", name=": ".join(path), text=value, known=known)

    def labels(self) -> Iterator[Problem]:
        """Check the words that a look puts in the place of the shipped ones."""
        yield from self.tables(("labels",))
        given = table(self.at(("labels",)))
        yield from self.unknown(("labels",), given, LANGUAGES, "look-key-unknown")
        for language in (language for language in LANGUAGES if language in given):
            path, shipped = ("labels", language), self.known.labels[language]
            yield from self.tables(path)
            own = table(given[language])
            yield from self.unknown(path, own, tuple(shipped), "look-label-unknown")
            for name in (name for name in own if name in shipped):
                check = self.howto if name == HOWTO else self.label
                yield from check((*path, name), own[name], shipped[name])
            yield from self.tabs(language, own, shipped)

    def label(self, path: tuple[str, ...], value: object, shipped: object) -> Iterator[Problem]:
        sent, name = str(shipped), ": ".join(path[1:])
        most = max(LONGEST_LABEL, 2 * len(sent))
        if not isinstance(value, str):
            yield self.say(path, "look-not-a-value", name=name)
        elif placeholders(value) != placeholders(sent):
            wanted = " ".join(f"{{{one}}}" for one in sorted(placeholders(sent) or ())) or "—"
            yield self.say(path, "look-placeholder", name=name, text=value, wanted=wanted)
        elif len(value) > most:
            yield self.say(path, "look-label-long", name=name, signs=len(value), most=most)

    def howto(self, path: tuple[str, ...], value: object, shipped: object) -> Iterator[Problem]:
        """Check the lines of the page that explains: as many as one likes, with the shipped ones' placeholders."""
        if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
            yield self.say(path, "look-not-a-list", name=": ".join(path[1:]))
            return
        lines = shipped if isinstance(shipped, list) else []
        known = frozenset[str]().union(*(placeholders(str(line)) or () for line in lines))
        for n, line in enumerate(value):
            if (used := placeholders(line)) is None or not used <= known:
                wanted = " ".join(f"{{{one}}}" for one in sorted(known)) or "—"
                yield self.say((*path, n), "look-placeholder", name=": ".join(path[1:]), text=line, wanted=wanted)

    def tabs(self, language: str, own: Tree, shipped: Tree) -> Iterator[Problem]:
        """Check the labels that name sheets: Excel takes few signs, and no two alike."""
        seen: dict[str, str] = {tab_key(shipped[tab]): tab for tab in TABS if tab in shipped and tab not in own}
        for tab in (tab for tab in TABS if isinstance(own.get(tab), str)):
            name, path = str(own[tab]), ("labels", language, tab)
            bad = re.search(FORBIDDEN_IN_TABS, name) or name.strip(" '") != name or not 0 < len(name) <= LONGEST_TAB
            if bad or tab_key(name) in {*seen, "history"}:
                yield self.say(path, "look-tab", name=f"{language}: {tab}", text=name)
            seen[tab_key(name)] = tab


def tab_key(name: object) -> str:
    """Give what two tabs' names must not have in common."""
    return str(name).casefold()


def _is_colour(text: str, rule: Colour) -> bool:
    return bool(re.fullmatch("#[0-9A-Fa-f]{6}", text)) or (rule.none and text == "none")


def _is_within(text: str, rule: Number) -> bool:
    return bool(re.fullmatch(r"[0-9]+(\.[0-9]+)?", text)) and rule.low <= float(text) <= rule.high


def _near(name: str, known: tuple[str, ...]) -> str:
    """Name the words that there are; of many the nearest."""
    if len(known) <= MOST_NAMED:
        return ", ".join(known)
    return ", ".join(get_close_matches(name, known, 3, 0.7) or (*known[:MOST_NAMED], "…"))
