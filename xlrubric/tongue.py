"""The words of the forms in one language: the files of ``templates/labels``.

Apart from ``skin``, which puts a look to them: who only says in words what a clause costs has no use for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from xlrubric.problems import Place, Refusal, problem
from xlrubric.shipped_files import shipped
from xlrubric.yamltext import read_yaml

Texts = Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Tongue:
    """The labels of one language, by their names."""

    language: str
    labels: Texts

    def say(self, label: str, **values: object) -> str:
        """Give a label with its placeholders filled."""
        return self.labels[label].format(**values)


def read_tongue(language: str) -> Tongue:
    """Read the shipped labels of a language (zh-Hans, zh-Hant or en). Raises Refusal."""
    return Tongue(language, single(label_tree(language)))


@lru_cache(maxsize=4)
def label_tree(language: str) -> Mapping[str, object]:
    """Read the file of a language as it is: labels, and lists of lines. Raises Refusal."""
    path = shipped("templates") / "labels" / f"{language}.yaml"
    source = read_yaml(path)
    if source.problems or not isinstance(source.tree, dict):
        raise Refusal(source.problems or [problem(Place(str(path)), "rubric-not-a-table")])
    return source.tree


def single(labels: Mapping[str, object]) -> Texts:
    """Give the labels that are a text each, without the lists of lines."""
    return MappingProxyType({name: text for name, text in labels.items() if isinstance(text, str)})
