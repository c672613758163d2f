"""How workbooks look and what stands on them: the files of ``templates/``, read into frozen data.

Apart from ``layout``, which decides what stands where, and from ``writer``, which knows Excel. ``Labels`` are the
words in one language; ``Look`` is fonts, widths and styles; together they are a ``Skin``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from xlrubric.problems import Place, Refusal, problem
from xlrubric.yamltext import read_yaml

HERE = Path(__file__).parent


def shipped(kind: str) -> Path:
    """Give the folder ``rubrics`` or ``templates``: inside the installed package, or beside it in a checkout."""
    inside = HERE / "shipped" / kind
    return inside if inside.is_dir() else HERE.parent / kind


@dataclass(frozen=True, eq=False)
class Skin:
    """Words, fonts, widths (in characters) and styles for one language."""

    language: str
    labels: Mapping[str, str]
    howto: tuple[str, ...]
    font: str
    title_font: str
    size: float
    title_size: float
    border: str
    widths: Mapping[str, float]
    styles: Mapping[str, Mapping[str, str]]
    marks: Mapping[str, Mapping[str, str]]

    def say(self, label: str, **values: object) -> str:
        """Give a label with its placeholders filled."""
        return self.labels[label].format(**values)


@lru_cache(maxsize=16)
def read_skin(language: str, look: Path | None = None) -> Skin:
    """Read the shipped labels of a language and a look (the official form unless another is named).

    Raises Refusal when the look's file lacks a part.
    """
    folder = shipped("templates")
    labels = _tree(folder / "labels" / f"{language}.yaml")
    path = look or folder / "official.yaml"
    tree = _tree(path)
    try:
        return _skin(language, labels, tree)
    except (KeyError, TypeError, ValueError) as fault:
        raise Refusal([problem(Place(str(path)), "look-incomplete", part=str(fault).strip("'"))]) from fault


def _tree(path: Path) -> dict[str, object]:
    source = read_yaml(path)
    if source.problems:
        raise Refusal(source.problems)
    if not isinstance(source.tree, dict):
        raise Refusal([problem(Place(str(path)), "rubric-not-a-table")])
    return source.tree


def _skin(language: str, labels: dict[str, object], look: dict[str, object]) -> Skin:
    return Skin(
        language=language,
        labels=MappingProxyType({k: v for k, v in labels.items() if isinstance(v, str)}),
        howto=tuple(_list(labels["howto_lines"])),
        font=str(_table(look["fonts"])[language]),
        title_font=str(_table(look["title_fonts"])[language]),
        size=float(str(look["size"])),
        title_size=float(str(look["title_size"])),
        border=str(look["border"]),
        widths=MappingProxyType({k: float(str(v)) for k, v in _table(look["widths"]).items()}),
        styles=MappingProxyType({k: _texts(v) for k, v in _table(look["styles"]).items()}),
        marks=MappingProxyType({k: _texts(v) for k, v in _table(look["marks"]).items()}),
    )


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(str(value))
    return value


def _texts(value: object) -> Mapping[str, str]:
    return MappingProxyType({k: str(v) for k, v in _table(value).items()})


def _list(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(str(value))
    return [str(item) for item in value]
