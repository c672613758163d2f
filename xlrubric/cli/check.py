"""``xlrubric check``: is the rubric right, and what does it say."""

from collections.abc import Iterator

import click

from xlrubric.cli.report import leave, problem_data, show_json, show_problems, standard_named
from xlrubric.cli.texts import Texts
from xlrubric.rules import plain
from xlrubric.skin import read_skin
from xlrubric.standard import Standard, compiled
from xlrubric.wording import amount_words


def command(texts: Texts) -> click.Command:
    """Make the command."""

    @click.command("check", help=texts["check"])
    @click.argument("rubric", metavar="RUBRIC")
    @click.option("--json", "as_json", is_flag=True, help=texts["json"])
    def check(rubric: str, as_json: bool) -> int:
        return _json(rubric, texts) if as_json else _text(rubric, texts)

    return check


def _json(rubric: str, texts: Texts) -> int:
    standard = standard_named(rubric)
    found = [problem_data(p, texts) for p in standard.problems]
    show_json({**compiled(standard.rubric), "fingerprint": standard.fingerprint, "problems": found})
    return leave(standard.problems)


def _text(rubric: str, texts: Texts) -> int:
    standard = standard_named(rubric)
    for line in tree(standard, texts):
        click.echo(line)
    show_problems(standard.problems, texts)
    return leave(standard.problems)


def tree(standard: Standard, texts: Texts) -> Iterator[str]:
    """Give the rubric's tree with its points, a line a node."""
    rubric, skin = standard.rubric, read_skin(standard.rubric.language)
    yield f"{rubric.rubric}  {rubric.title}"
    for section in rubric.sections:
        yield f"{section.id} {section.name}  {texts.say('points', points=plain(section.full_points()))}"
        for item in section.items:
            yield f"  {item.id} {item.name}  {texts.say('points', points=plain(item.points))}"
            for finding in item.findings:
                yield f"    {finding.id} {finding.text}  {amount_words(finding, skin)}"
    yield texts.say(
        "check_sum",
        points=plain(rubric.full_points()),
        sections=len(rubric.sections),
        items=sum(1 for _ in rubric.items()),
        findings=sum(1 for _ in rubric.findings()),
    )
