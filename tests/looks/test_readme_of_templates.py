"""What the README of templates says of looks is so: its example is a look, tables and commands name what there is."""

import re
from pathlib import Path

import pytest

from tests.looks.made import look_of
from xlrubric.cli import USAGE, run
from xlrubric.cli.texts import Texts
from xlrubric.looks.paper import PAPERS
from xlrubric.looks.shape import LINES, PLACEHOLDERS, SIDES, STYLE
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin, shipped_looks

TEXT = (shipped("templates") / "README.md").read_text(encoding="utf-8")


def test_its_example_is_a_look(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.S)
    skin = read_skin("zh-Hans", look_of(tmp_path, example))
    assert (skin.font, skin.size, skin.widths["item"], skin.paper.name) == ("仿宋", 11, 40, "A3")
    assert (skin.labels["cover"], skin.paper.left, skin.paper.landscape) == ("首页", 2, False)


def test_it_lists_every_shipped_look_and_every_attribute() -> None:
    assert set(re.findall(r"(?m)^\| `(\w+)\.yaml`", TEXT)) == set(shipped_looks())
    quoted = re.findall(r"`([^`]+)`", re.sub(r"(?s)```.*?```", "", TEXT))
    words = {word for found in quoted for word in found.split()}
    assert set(STYLE) | set(LINES) | set(SIDES) | {f"{{{name}}}" for name in PLACEHOLDERS} <= words
    assert all(paper in TEXT for paper in PAPERS)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?m)^    xlrubric (\w+) .*--template", TEXT))))
def test_its_commands_have_the_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"], Texts("en")) != USAGE
    assert "--template" in capsys.readouterr().out
