"""The words of ballots: the files of ``templates/ballots/``, joined with the look of the forms.

Apart from ``xlrubric.skin``, whose words are those of the forms.
"""

from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from xlrubric.problems import Refusal
from xlrubric.shipped_files import shipped
from xlrubric.skin import Look, Skin, read_skin
from xlrubric.yamltext import read_yaml


@lru_cache(maxsize=16)
def ballot_skin(language: str, look: Look | None = None) -> Skin:
    """Read the words of a language (zh-Hans, zh-Hant or en) and a look. Raises Refusal when a file cannot be read."""
    source = read_yaml(shipped("templates") / "ballots" / f"{language}.yaml")
    if source.problems or not isinstance(source.tree, dict):
        raise Refusal(source.problems)
    labels = {key: str(text) for key, text in source.tree.items()}
    skin = read_skin(language, look)
    own = {"footer_page": skin.labels["footer_page"]}
    return replace(skin, labels=MappingProxyType({**labels, **own}), howto=())
