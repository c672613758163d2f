"""How workbooks look and what stands on them: the files of ``templates/``, read into frozen data.

Apart from ``layout``, which decides what stands where, and from ``writer``, which knows Excel. Labels are the
words in one language; a look is fonts, widths, styles, paper, and labels of its own; together they are a ``Skin``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from xlrubric.looks.checks import Tree, check_look, known_of, lacking, table
from xlrubric.looks.paper import MARGINS, Paper
from xlrubric.looks.shape import BASE, GIVEN, HOWTO, LANGUAGES, PLAIN, SIDES
from xlrubric.problems import Place, Refusal, problem
from xlrubric.shipped_files import shipped
from xlrubric.tongue import Texts, Tongue, label_tree, single
from xlrubric.yamltext import Source, read_yaml

OFFICIAL = "official"
DEFAULTS = {"en": "english"}  # the look of a language where none is named; of all others the official form


@dataclass(frozen=True, eq=False)
class Skin(Tongue):
    """Words, fonts, widths (in characters), styles and paper for one language.

    ``look`` is the look's name: a shipped one's, or the file's with eight digits of its content.
    """

    look: str
    howto: tuple[str, ...]
    font: str
    title_font: str
    size: float
    title_size: float
    border: str
    widths: Mapping[str, float]
    styles: Mapping[str, Texts]
    marks: Mapping[str, Texts]
    header: Texts
    footer: Texts
    paper: Paper

    def size_of(self, style: str) -> float:
        """Give the font size of a style in points."""
        look = self.styles[style]
        return float(look.get("size", self.title_size if look.get("title") == "true" else self.size))


@dataclass(frozen=True, eq=False)
class Look:
    """A look whole, without words: its name, its file, and the tree of its texts joined with its base's."""

    name: str
    file: str
    tree: Tree


def read_skin(language: str, look: Path | Look | None = None) -> Skin:
    """Read the shipped labels of a language and a look, by a YAML file or as it was read.

    Where none is named it is the language's own. Raises Refusal with everything that is wrong with the look.
    """
    if look is None:
        return _skin_of(language, shipped_look(DEFAULTS.get(language, OFFICIAL)))
    return _skin_of(language, look if isinstance(look, Look) else read_look(look))


@lru_cache(maxsize=1)
def shipped_looks() -> dict[str, Path]:
    """Give the shipped looks' files by their names."""
    return {path.stem: path for path in sorted(shipped("templates").glob("*.yaml"))}


@lru_cache(maxsize=8)
def shipped_look(name: str) -> Look:
    """Read a shipped look. Raises Refusal where there is none of that name, with the names that there are."""
    known = shipped_looks()
    if name not in known:
        raise Refusal([problem(Place(name), "look-unknown", name=name, known=", ".join(known))])
    return _whole(_yaml(known[name]), name)


def read_look(path: Path) -> Look:
    """Read a look of one's own from a YAML file. Raises Refusal with everything that is wrong with it."""
    return own_look(_yaml(path), path)


def own_look(source: Source, path: Path) -> Look:
    """Check a look's texts and join them with those of its base; it is named by its file and what is in it."""
    return _whole(source, f"{path.stem}-{sha256(path.read_bytes()).hexdigest()[:8]}")


def other_looks(language: str) -> Iterator[Skin]:
    """Give the shipped looks of a language beyond its own, each read when it is asked for."""
    for name in shipped_looks():
        if name != DEFAULTS.get(language, OFFICIAL):
            yield read_skin(language, shipped_look(name))


@lru_cache(maxsize=64)
def _skin_of(language: str, look: Look) -> Skin:
    own = table(table(look.tree.get("labels")).get(language))
    return _skin(language, look.name, {**label_tree(language), **own}, look.tree)


def _yaml(path: Path) -> Source:
    """Read a YAML file; one font for all languages may be written as such."""
    source = read_yaml(path)
    fonts = [(part, table(source.tree).get(part)) for part in ("fonts", "title_fonts")]
    spread = {part: dict.fromkeys(LANGUAGES, font) for part, font in fonts if isinstance(font, str)}
    return Source(source.file, {**table(source.tree), **spread}, source.places, source.problems) if spread else source


def _whole(source: Source, name: str) -> Look:
    tree = table(source.tree)
    official = tree if name == OFFICIAL else shipped_look(OFFICIAL).tree
    languages = [language for language in LANGUAGES if language in table(tree.get("labels"))]
    known = known_of(official, {language: label_tree(language) for language in languages})
    if wrong := check_look(source, known):
        raise Refusal(wrong)
    whole = merged(_base(source, name, official), tree)
    if parts := lacking(whole, known, Place(source.file)):
        raise Refusal(parts)
    return Look(name, source.file, whole)


def _base(source: Source, name: str, official: Tree) -> Tree:
    """Give the look that another one is based on; of one that stands alone what it need not say."""
    base, known = table(source.tree).get(BASE), shipped_looks()
    if base is None:
        return {} if name == OFFICIAL else {part: official[part] for part in GIVEN if part in official}
    if base not in known or base == name:
        raise Refusal([problem(source.place((BASE,)), "look-unknown", name=base, known=", ".join(known))])
    return shipped_look(str(base)).tree


def merged(base: Tree, own: Tree) -> Tree:
    """Give a tree in which what ``own`` says goes before what ``base`` says, table by table."""
    tables = {k: merged(table(base[k]), table(v)) for k, v in own.items() if isinstance(v, dict) and k in base}
    return {**base, **own, **tables}


def _skin(language: str, name: str, labels: Tree, look: Tree) -> Skin:
    size, title_size = float(str(look["size"])), float(str(look["title_size"]))
    border = str(look["border"]).upper()
    howto = labels[HOWTO]
    return Skin(
        language=language,
        look=name,
        labels=single(labels),
        howto=tuple(map(str, howto)) if isinstance(howto, list) else (),
        font=str(table(look["fonts"])[language]),
        title_font=str(table(look["title_fonts"])[language]),
        size=size,
        title_size=title_size,
        border=border,
        widths=MappingProxyType({k: float(str(v)) for k, v in table(look["widths"]).items()}),
        styles=MappingProxyType({k: tidied(v, size, title_size, border) for k, v in table(look["styles"]).items()}),
        marks=MappingProxyType({k: _mark(v) for k, v in table(look["marks"]).items()}),
        header=MappingProxyType({k: str(v) for k, v in table(look.get("header")).items() if v}),
        footer=MappingProxyType({k: str(v) for k, v in table(look.get("footer")).items() if v}),
        paper=_paper(table(look["paper"])),
    )


def tidied(style: object, size: float, title_size: float, border: str) -> Texts:
    """Give a style without what goes without saying, every value written in one way, so that equal styles are equal."""
    said = {key: _written(key, str(value)) for key, value in table(style).items()}
    usual = {**PLAIN, "size": f"{title_size if said.get('title') == 'true' else size:g}", "border_color": border}
    kept = {key: value for key, value in said.items() if value != usual.get(key) and value != "none"}
    idle = () if "border" in kept else ("sides", "border_color")
    return MappingProxyType({key: kept[key] for key in sorted(kept) if key not in idle})


def _mark(mark: object) -> Texts:
    said = {key: str(value) for key, value in table(mark).items()}
    bold = {"bold": "true"} if said.pop("bold", "false") == "true" else {}
    return MappingProxyType({**{key: colour.upper() for key, colour in said.items()}, **bold})


def _written(key: str, value: str) -> str:
    if key in ("color", "fill", "border_color"):
        return "none" if key == "color" and value == "#000000" else value.upper() if value != "none" else value
    if key in ("size", "indent"):
        return f"{float(value):g}"
    if key == "sides":
        return " ".join(side for side in SIDES if side in value.split())
    return "true" if (key, value) == ("border", "thin") else value


def _paper(paper: Mapping[str, object]) -> Paper:
    margins = table(paper["margins"])
    left, right, top, bottom = (float(str(margins[side])) for side in MARGINS)
    return Paper(str(paper["size"]), paper["orientation"] == "landscape", left, right, top, bottom)
