"""Words and names that stand twice where each has to be its own.

Apart because the file is asked, not the rubric: of two words that the schema takes for one, only the last is there.
"""

from collections.abc import Iterable, Iterator

from xlrubric.faults.material import Located, Material, Path
from xlrubric.problems import Problem
from xlrubric.rubric import Bands, Finding, Levels
from xlrubric.yamltext import Step

Named = tuple[Step, str]  # the last step of its path, and the word


def words_twice(material: Material) -> Iterator[Problem]:
    """Find words of one dropdown, keys of one list of bands and names of one list that are the same to Excel."""
    for one, finding in material.findings():
        for steps in worded(finding):
            found = _written(material, (*one.path, *steps))
            for again, first in twice(found):
                before = material.place(one, *steps, first[0])
                yield material.problem(one, "word-twice", *steps, again[0], word=again[1], first=before)
        yield from names_twice(material, one, "periods", finding.periods)
    for one, node in material.parts():
        yield from names_twice(material, one, "instances", node.instances)


def worded(finding: Finding) -> Iterator[Path]:
    """Give the way from a finding to each of its lists of words."""
    for verb in finding.verbs():
        value = getattr(finding, verb)
        if isinstance(value, Levels):
            yield (verb,)
        if isinstance(value, Bands):
            yield verb, "bands"
    if finding.check:
        yield ("check",)
    if finding.forms:
        yield ("forms",)


def _written(material: Material, path: Path) -> Iterator[Named]:
    tree = material.source.tree
    for step in path:
        tree = tree[step]  # type: ignore[index]
    if isinstance(tree, dict):
        yield from ((key, key) for key in tree)
    elif isinstance(tree, list):
        yield from ((n, str(word)) for n, word in enumerate(tree))


def twice(found: Iterable[Named]) -> Iterator[tuple[Named, Named]]:
    """Give each word that stood before, with the first; neither blanks around it nor capitals tell two apart."""
    seen: dict[str, Named] = {}
    for one in found:
        first = seen.setdefault(one[1].strip().casefold(), one)
        if first is not one:
            yield one, first


def names_twice(material: Material, one: Located, field: str, names: tuple[str, ...] | None) -> Iterator[Problem]:
    """Find names of periods or instances that stand twice."""
    for (step, name), _ in twice(enumerate(names or ())):
        yield material.problem(one, "name-twice", field, step, name=name, field=field)
