"""The command line: language, commands by name, and the one border where problems become words.

Each command is a module of its own, imported only when it is called, so that ``--version`` costs next to nothing.
Exit codes: 0 all well; 1 something in the user's material needs a person, and the output says what; 2 wrong usage;
3 a bug of ours.
"""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from locale import getlocale
from types import ModuleType

import click

from xlrubric import __version__
from xlrubric.cli.texts import Texts
from xlrubric.garbage import look_seldom
from xlrubric.on_demand import OnDemand

glob = OnDemand("glob")  # only a shell of Windows leaves its work to the program
COMMANDS = ("check", "build", "collect", "heal", "feedback", "explain", "score", "convert", "schema", "demo")
WELL, NEEDS_PERSON, USAGE, BUG = 0, 1, 2, 3


class Commands(click.Group):
    """Finds each command's module when it is asked for."""

    def __init__(self, texts: Texts) -> None:
        super().__init__("xlrubric", help=texts["about"], context_settings={"obj": texts})
        self.texts = texts
        self.params = [
            click.Option(["--lang"], type=click.Choice(["en", "zh"]), help=texts["lang"], expose_value=False),
            _version_option(texts),
        ]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module and have it make the command in the user's language."""
        if cmd_name not in COMMANDS:
            return None
        made = _loaded(f"xlrubric.cli.{cmd_name}").command(self.texts)
        assert isinstance(made, click.Command)
        return made


def _loaded(name: str) -> ModuleType:
    """Import a module. What modules hold is never garbage: not to look for any meanwhile saves a sixth of a start."""
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        return import_module(name)
    finally:
        look_seldom()
        gc.enable()


def _version_option(texts: Texts) -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(f"xlrubric {__version__}")
            ctx.exit()

    option = click.Option(["--version"], is_flag=True, is_eager=True, help=texts["version"], expose_value=False)
    option.callback = show
    return option


def language(arguments: Sequence[str], environment: dict[str, str]) -> str:
    """Choose the language of messages: ``--lang``, XLRUBRIC_LANG, else what the system speaks."""
    for n, argument in enumerate(arguments):
        if argument.startswith("--lang"):
            chosen = argument.partition("=")[2] or (arguments[n + 1] if n + 1 < len(arguments) else "")
            return "zh" if chosen == "zh" else "en"
    spoken = environment.get("XLRUBRIC_LANG") or environment.get("LANG") or (getlocale()[0] or "")
    return "zh" if spoken.lower().startswith(("zh", "chinese")) else "en"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through every installed package
    if os.name == "nt":
        given = expanded(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console or pipe may not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="replace")
    texts = Texts(language(given, dict(os.environ)))
    sys.exit(_all_said(run(given, texts), texts))


def _all_said(code: int, texts: Texts) -> int:
    """Bring what was said to where it goes: that may be a file on a full disk, or a program that hears no more."""
    try:
        sys.stdout.flush()
    except OSError as fault:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (nothing is to be said at the end)
        if not isinstance(fault, BrokenPipeError):
            click.echo(texts.say("system", what=_words(fault)), err=True)
        return code or NEEDS_PERSON
    return code


def expanded(arguments: Sequence[str]) -> list[str]:
    """Put the files in the place of ``returned\\*.xlsx``: a shell of Windows leaves that to the program."""
    return [found for argument in arguments for found in (sorted(glob.glob(argument)) or [argument])]


def run(arguments: Sequence[str], texts: Texts) -> int:
    """Run the command line and give its exit code; no exception passes this border."""
    try:
        code = Commands(texts).main(list(arguments), standalone_mode=False)
        return code if isinstance(code, int) else WELL
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as misuse:
        misuse.show()
        return USAGE
    except click.Abort:
        click.echo(texts["stopped"], err=True)
        return NEEDS_PERSON
    except Exception as fault:
        return _refused_or_bug(fault, texts, "--json" in arguments)


def _refused_or_bug(fault: Exception, texts: Texts, as_json: bool) -> int:
    report = import_module("xlrubric.cli.report")  # costs time that --version must not pay
    if isinstance(fault, report.Refusal):
        report.show_refusal(fault, texts, as_json)
        return NEEDS_PERSON
    if os.environ.get("XLRUBRIC_DEBUG"):
        raise fault
    if isinstance(fault, BrokenPipeError):  # whoever read what we said has heard enough
        return NEEDS_PERSON
    if isinstance(fault, OSError):
        click.echo(texts.say("system", what=_words(fault)), err=True)
        return NEEDS_PERSON
    click.echo(texts.say("bug", what=f"{type(fault).__name__}: {fault}"), err=True)
    return BUG


def _words(fault: OSError) -> str:
    reason = fault.strerror or str(fault)
    return f"{fault.filename}: {reason}" if fault.filename else reason
