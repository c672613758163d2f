"""``xlrubric convert``: a rubric from YAML into the authoring workbook, or back."""

from pathlib import Path

import click

from xlrubric.authoring.flow import document
from xlrubric.authoring.reading import read_authored
from xlrubric.authoring.writing import authored, blank_workbook
from xlrubric.cli.report import leave, shipped_rubrics, show_problems
from xlrubric.cli.texts import Texts
from xlrubric.deliveries import deliver
from xlrubric.language_schema import LINE
from xlrubric.messages import is_error
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.table_cells import WORKBOOKS
from xlrubric.yamltext import read_yaml

BLANK = "blank"  # in a source's place: the workbook to begin with
YAML = (".yaml", ".yml")


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("convert", help=texts["convert"])
    @click.argument("source", metavar="SOURCE")
    @click.argument("target", type=click.Path(path_type=Path), metavar="TARGET")
    @click.option("--overwrite", is_flag=True, help=texts["convert_overwrite"])
    def convert(source: str, target: Path, overwrite: bool) -> int:
        data, problems = converted(source, target, overwrite=overwrite)
        made = deliver([(target, data)], aside=[target])
        problems = [*problems, *made.problems]
        click.echo(texts.say("wrote", file=made.paths[0]))
        show_problems(problems, texts)
        return leave(problems)

    return convert


def converted(source: str, target: Path, *, overwrite: bool) -> tuple[bytes, list[Problem]]:
    """Give the target's bytes, and what a person should know. Raises Refusal with every error found."""
    path, ending = _named(source), target.suffix.lower()
    if target.exists() and not overwrite:
        raise Refusal([problem(Place(str(target)), "convert-exists")])
    if source == BLANK and ending == ".xlsx":
        return blank_workbook(), []
    if path.suffix.lower() in YAML and ending == ".xlsx":
        return _workbook(path)
    if path.suffix.lower() in WORKBOOKS and ending in YAML:
        return _yaml(path), []
    raise Refusal([problem(Place(source), "convert-kinds", source=source, target=target)])


def _named(source: str) -> Path:
    """Give the file of a name: a shipped rubric's where it has no ending and there is no such file."""
    path = Path(source)
    return path if path.suffix or path.is_file() else shipped_rubrics().get(source, path)


def _workbook(path: Path) -> tuple[bytes, list[Problem]]:
    source = read_yaml(path)
    if source.problems:
        raise Refusal(source.problems)
    lines = (line.lstrip() for line in path.read_text("utf-8-sig").splitlines())
    comments = [n for n, line in enumerate(lines, 1) if line.startswith("#") and not line.startswith(LINE)]
    lost = [problem(Place(str(path), comments[0], 1), "convert-comments", count=len(comments))] if comments else []
    return authored(source), lost


def _yaml(path: Path) -> bytes:
    source = read_authored(path)
    if any(map(is_error, source.problems)):
        raise Refusal(source.problems)
    assert isinstance(source.tree, dict)
    return document(source.tree).encode()
