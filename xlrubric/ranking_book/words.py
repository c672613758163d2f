"""The words and the look of the ranking workbook: the files of ``templates/ranking/``, read into frozen data.

Apart from ``xlrubric.skin``, whose words are those of the forms; fonts and the colour of borders come from there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from xlrubric.problems import Place, Refusal, problem
from xlrubric.shipped_files import shipped
from xlrubric.skin import Look, Skin, read_skin
from xlrubric.yamltext import read_yaml

Texts = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Words:
    """The ranking workbook's words in one language, its widths (in characters), styles and colours.

    ``widths`` go by ``table.column``; ``skin`` gives fonts and the words that the forms use too.
    """

    skin: Skin
    labels: Texts
    widths: Mapping[str, float]
    styles: Mapping[str, Texts]
    marks: Texts
    link: str
    mono: str

    def say(self, label: str, **values: object) -> str:
        """Give a label with its placeholders filled."""
        return self.labels[label].format(**values)


@lru_cache(maxsize=24)
def read_words(language: str, kind: str = "ranking", look: Look | None = None) -> Words:
    """Read the shipped words of a language (zh-Hans, zh-Hant or en) and the look of a kind of workbook.

    ``look`` is the one whose fonts, borders, header, footer and paper it takes; the language's own if none is
    named. Raises Refusal when a file cannot be read or lacks a part.
    """
    folder = shipped("templates") / kind
    labels = _table(read_yaml(folder / f"{language}.yaml").tree)
    path = folder / "look.yaml"
    try:
        return _words(read_skin(language, look), labels, _table(read_yaml(path).tree))
    except (KeyError, TypeError, ValueError) as fault:
        raise Refusal([problem(Place(str(path)), "look-incomplete", part=str(fault).strip("'"))]) from fault


def _words(skin: Skin, labels: dict[str, object], look: dict[str, object]) -> Words:
    return Words(
        skin=skin,
        labels=_texts(labels),
        widths=MappingProxyType(dict(_widths(_table(look["widths"])))),
        styles=MappingProxyType({key: _texts(style) for key, style in _table(look["styles"]).items()}),
        marks=_texts(look["marks"]),
        link=str(look["link"]),
        mono=str(look["mono"]),
    )


def _widths(tables: dict[str, object]) -> dict[str, float]:
    return {
        f"{table}.{column}": float(str(width))
        for table, widths in tables.items()
        for column, width in _table(widths).items()
    }


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(str(value))
    return value


def _texts(value: object) -> Texts:
    return MappingProxyType({key: str(text) for key, text in _table(value).items()})
