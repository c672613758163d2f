"""The order of all modules, in one table: what each may know of the others and of outside libraries."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "xlrubric"

# From the bottom up; a module imports only from layers below its own. A package's name stands for its __init__.
LAYERS = (
    "days frames garbage look_samples on_demand shipped_files syncing tidying",
    "keyed xlrubric cellrefs expressions formula_tokens problems quantities series",
    "typed_numbers typed_text values words",
    "folder_places stamping stamping.archive zip_directory zip_pieces",
    "leftovers result result_words",
    "rubric",
    "messages.message",
    "messages.authoring messages.ballots messages.duties messages.faults messages.feedback messages.looks",
    "messages.intake",
    "messages.outputs",
    "messages.packages messages.reading messages.returns messages.rubric messages.tables messages.year",
    "messages",
    "deliveries formula_language language_schema table_cells unfold yamltext",
    "field_names looks looks.colours looks.paper outputs tongue",
    "looks.shape",
    "looks.checks",
    "schema_faults skin tables",
    "looks.drawn",
    "entry_tables units",
    "rules.rule",
    "rules.terms",
    "rules.bands rules.by_formula rules.computed rules.converted rules.counted rules.crossed",
    "rules.discretion rules.flat rules.level rules.noted rules.short",
    "rules.late rules.rate rules.steps",
    "rules",
    "compiled formula_shape formulas outline",
    "formula_text",
    "settle wording",
    "quantities.marks",
    "quantities.rows",
    "quantities.nature",
    "quantities.nodes",
    "quantities.whole",
    "graph",
    "year year.columns year.shares",
    "year.sources",
    "year.ranks",
    "year.follows year.grades",
    "year.program",
    "faults.material",
    "faults.bands faults.findings faults.formulas faults.grades faults.groups faults.most faults.nodes faults.shares",
    "faults.tags faults.words",
    "faults.pools faults.result_idle faults.whole",
    "faults.limits faults.result",
    "faults",
    "entries scoring standard",
    "typed_cells",
    "changes ledger registers shortcomings",
    "carried",
    "rule_words",
    "layout",
    "layout.hands",
    "layout.columns layout.measure layout.sheets",
    "layout.inputs layout.room layout.signposts",
    "layout.evidence",
    "layout.extras layout.scoring_rows",
    "layout.scoring_sheet",
    "layout.cover",
    "layout.summary",
    "layout.form",
    "layout.leftovers layout.past sealing stamping.bases",
    "excel_page excel_rows",
    "authoring authoring.fields authoring.flow authoring.guide look_template unit_template",
    "authoring.celltext authoring.nesting",
    "authoring.result_rows",
    "authoring.reading authoring.writing",
    "xlsx.cells xlsx.remembered xlsx.sniff",
    "xlsx.faults xlsx.markup",
    "xlsx.package xlsx.rows xlsx.shared xlsx.styles",
    "xlsx.shapes",
    "xlsx.sheet",
    "xlsx.workbook",
    "xlsx",
    "archives foreign passwords",
    "foreign.unlocking foreign.values foreign.wire intake",
    "accounting foreign.desk foreign.grids foreign.ods foreign.xls",
    "foreign.reading opening",
    "foreign.worker",
    "ballots expected eyes feedback identity writer",
    "stamping.blanks",
    "build explain feedback.lists seats",
    "returned",
    "evidence feedback.reading made_with",
    "feedback.states",
    "ballots.slips ballots.words score verify",
    "against sides",
    "trial_words",
    "ballots.layout ballots.votes",
    "ballots.blanks ballots.counting ballots.reading ballots.rivals",
    "ballots.votes_table",
    "year.arithmetic year.past year.rendering year.score_tables",
    "year.given",
    "year.outcome",
    "year.alone",
    "year.close",
    "collector merging obligations",
    "crew rivals",
    "collect",
    "against_year healing input_files self_checks",
    "against_tables",
    "year_tables",
    "ballots.tables duties evidence_table feedback.tables",
    "ranking",
    "ranking_book.distribution ranking_book.file_links ranking_book.places ranking_book.problem_kinds",
    "ranking_book.words",
    "ranking_book.book ranking_book.pen",
    "ranking_book.headline ranking_book.ledger_words ranking_book.lines",
    "ranking_book.identity ranking_book.limits ranking_book.tables",
    "ranking_book.table_rows",
    "ranking_book.against_sheets ranking_book.duty_sheets ranking_book.evidence_sheets ranking_book.list_sheets",
    "ranking_book.scores ranking_book.table_sheet ranking_book.vote_sheets ranking_book.year_sheets",
    "ranking_book.figures",
    "ranking_book.chart_data ranking_book.peers ranking_book.year_figures",
    "ranking_book.charts ranking_book.overview_blocks ranking_book.unit_blocks",
    "ranking_book.overview ranking_book.unit_pages",
    "ranking_book",
    "ranked",
    "feedback.material",
    "feedback.paper",
    "feedback.ledger_sheet feedback.list_sheet feedback.result_sheet",
    "feedback.book",
    "history",
    "feedback.unsettled",
    "csv_tables demo.people destinations",
    "demo.forms demo.lists",
    "demo.others",
    "demo",
    "cli.inputs cli.moment cli.texts",
    "cli.result_tree",
    "cli.days cli.progress cli.report cli.tree",
    "cli.folder cli.looks cli.trial",
    "cli.ballots cli.heal",
    "cli.build cli.check cli.collect cli.convert cli.demo cli.explain cli.feedback cli.schema cli.score",
    "cli",
    "__main__",
)

# Each outside library and the modules, or packages with all theirs, that may import it.
HOMES = {
    "click": ("cli",),
    "yaml": ("yamltext",),
    "openpyxl": ("table_cells", "looks.drawn"),
    # the schema; its errors, which become problems with lines; any of its models as plain data
    "pydantic": ("result", "rubric", "values", "schema_faults", "compiled"),
    "pydantic_core": ("result", "values", "schema_faults"),
    "typing_extensions": ("language_schema", "rubric", "values"),  # names for types, as Python 3.12 has them
    "psutil": ("foreign.desk",),
    "msoffcrypto": ("foreign.unlocking",),
    "olefile": ("foreign.xls",),
    "python_calamine": ("foreign.grids",),
    "xlrd": ("foreign.xls",),
    "pandas": ("frames", "ranking", "csv_tables", "ranking_book"),  # the tables across units, and what writes them
    "xlsxwriter": ("excel_page",),  # the one door for every value that goes into a workbook
}

STRANGERS = (  # the two witnesses; the writer and the reader
    ("scoring", "formulas"),
    ("writer", "returned"),
    ("writer", "seats"),
)
HEAVY = ("pandas", "numpy", "openpyxl", "lxml", "PIL", "xlsxwriter", "psutil", "xlrd", "pydantic", "yaml")
RUBRIC = {"pydantic", "yaml"}  # what reading one takes


@dataclass(frozen=True)
class Import:
    """One import statement: the module it stands in, what it names in full, its line, whether at the top."""

    module: str
    target: str
    line: int
    at_top: bool


def modules(root: Path) -> dict[str, Path]:
    """Give the modules of a package by their names, without the package's own; a package's is its __init__."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts) or root.name] = path
    return found


def imports(module: str, path: Path, root: Path) -> Iterator[Import]:
    """Give the imports of a module, those inside functions and conditions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for target in targets(node, root):
                yield Import(module, target, node.lineno, node in tree.body)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "OnDemand":  # a library loaded at its first use
            yield from (Import(module, str(ast.literal_eval(name)), node.lineno, True) for name in node.args)


def targets(node: ast.Import | ast.ImportFrom, root: Path) -> Iterator[str]:
    """Name what is imported; ``from package import x`` is ``package.x`` where that is a module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    start = "." * node.level + (node.module or "")
    for alias in node.names:
        inner = root.parent.joinpath(*start.split("."), alias.name)
        is_module = inner.with_suffix(".py").is_file() or (inner / "__init__.py").is_file()
        yield f"{start}.{alias.name}" if is_module else start


@cache
def all_imports(root: Path) -> list[Import]:
    return [found for module, path in modules(root).items() for found in imports(module, path, root)]


def own(found: Import, root: Path) -> tuple[str, ...]:
    """Give the modules of ours that an import runs, without the package's own name; none for another's.

    From outside of an inner package it runs that package's ``__init__`` too.
    """
    if found.target == root.name:
        return (root.name,)
    if not found.target.startswith(f"{root.name}."):
        return ()
    target = found.target.removeprefix(f"{root.name}.")
    inner = target.rpartition(".")[0]
    return (target, inner) if inner and not f"{found.module}.".startswith(f"{inner}.") else (target,)


def known(root: Path) -> dict[str, set[str]]:
    """Give the modules that each module imports itself."""
    graph: dict[str, set[str]] = {module: set() for module in modules(root)}
    for found in all_imports(root):
        graph[found.module].update(own(found, root))
    return graph


def reachable(graph: Mapping[str, set[str]], start: str) -> set[str]:
    """Give all that a module imports, by whatever way."""
    seen: set[str] = set()
    todo = [start]
    while todo:
        new = graph.get(todo.pop(), set()) - seen
        seen |= new
        todo += new
    return seen


def out_of_order(root: Path, layers: Sequence[str]) -> list[str]:
    """Name what breaks the table: modules that it lacks or has too many, and imports that do not go down."""
    place = {name: n for n, layer in enumerate(layers) for name in layer.split()}
    there = modules(root)
    lacking = [f"{name} is not in the table" for name in there if name not in place]
    gone = [f"{name} is in the table and is no module" for name in place if name not in there]
    upwards = [
        f"{found.module}:{found.line} imports {target}, which is not below it"
        for found in all_imports(root)
        for target in own(found, root)
        if place.get(target, -1) >= place.get(found.module, len(layers))
    ]
    return [*lacking, *gone, *upwards]


def hidden(root: Path) -> list[str]:
    """Name the imports that do not stand at the top of their module, and the relative ones."""
    wrong = [found for found in all_imports(root) if not found.at_top or found.target.startswith(".")]
    return [f"{found.module}:{found.line} {found.target}" for found in wrong]


def circles(root: Path) -> list[str]:
    """Name the modules that import themselves by way of others."""
    graph = known(root)
    return [module for module in graph if module in reachable(graph, module)]


def strayed(root: Path, homes: Mapping[str, Sequence[str]]) -> list[str]:
    """Name the imports of an outside library by a module that is not its home."""
    wrong = []
    for found in all_imports(root):
        library = found.target.partition(".")[0]
        if library in sys.stdlib_module_names or own(found, root):
            continue
        if not {found.module, found.module.partition(".")[0]} & set(homes.get(library, ())):
            wrong.append(f"{found.module}:{found.line} {library}")
    return wrong


def test_every_import_goes_down_the_table() -> None:
    assert out_of_order(ROOT, LAYERS) == []


def test_no_module_stands_in_the_table_twice() -> None:
    names = " ".join(LAYERS).split()
    assert sorted(names) == sorted(set(names))


def test_every_import_stands_at_the_top_of_its_module_and_is_absolute() -> None:
    assert hidden(ROOT) == []


def test_no_import_goes_in_a_circle() -> None:
    assert circles(ROOT) == []


def test_each_outside_library_sits_behind_its_own_modules() -> None:
    assert strayed(ROOT, HOMES) == []


def test_every_home_of_a_library_uses_it() -> None:
    used = {(f.target.split(".")[0], name) for f in all_imports(ROOT) for name in (f.module, f.module.split(".")[0])}
    assert {(library, home) for library, homes in HOMES.items() for home in homes} <= used


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_what_must_not_know_each_other_does_not_by_any_way(one: str, other: str) -> None:
    graph = known(ROOT)
    assert {one, other} <= set(graph)
    assert other not in reachable(graph, one)
    assert one not in reachable(graph, other)


def test_only_the_command_line_loads_modules_by_name() -> None:
    calls = ("import_module", "__import__")
    users = [module for module, path in modules(ROOT).items() if any(c in path.read_text("utf-8") for c in calls)]
    assert users == ["cli", "cli.report", "on_demand"]


def loaded(module: str) -> set[str]:
    """Import a module in a Python of its own, and give the heavy libraries that came with it."""
    said = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT.parent, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "libraries"),
    [
        ("xlrubric.cli", set()),
        ("xlrubric.cli.check", RUBRIC),
        ("xlrubric.cli.schema", RUBRIC),
        ("xlrubric.cli.explain", RUBRIC),
        ("xlrubric.cli.build", {*RUBRIC, "xlsxwriter"}),
        ("xlrubric.cli.score", {*RUBRIC, "xlsxwriter"}),
        ("xlrubric.cli.convert", {*RUBRIC, "xlsxwriter"}),
        ("xlrubric.cli.heal", {*RUBRIC, "xlsxwriter"}),
        ("xlrubric.cli.feedback", {*RUBRIC, "xlsxwriter", "pandas", "numpy"}),
        ("xlrubric.cli.collect", {*RUBRIC, "xlsxwriter", "pandas", "numpy"}),
    ],
)
def test_a_command_loads_only_the_libraries_that_it_needs(module: str, libraries: set[str]) -> None:
    assert loaded(module) <= libraries


# what the check of a rubric without a fault, and without rules of a year's result, has no use for
IDLE = (
    "difflib",
    "json",
    "xlrubric.changes",
    "xlrubric.cli.result_tree",
    "xlrubric.faults.result",
    "xlrubric.field_names",
    "xlrubric.looks",
    "xlrubric.messages",
    "xlrubric.skin",
    "xlrubric.year",
)


def test_a_rubric_without_a_fault_is_checked_without_what_only_others_need() -> None:
    """Modules cost more than the check itself: what serves faults, looks and options is loaded where they come up."""
    there = after_a_check("sys.modules")
    assert sorted(set(IDLE) & set(there)) == []


def test_a_check_makes_one_schema_and_leaves_that_of_a_result_alone() -> None:
    made = "(model.__name__ for model in values.Data.__subclasses__() if model.__pydantic_complete__)"
    assert after_a_check(made) == ["Rubric"]


def after_a_check(wanted: str) -> list[str]:
    """Check a rubric without a fault in a Python of its own, and give something of that one afterwards."""
    named = "import sys; from xlrubric import values; from xlrubric.cli import run, texts"
    said = f"{named}; assert run(['check', 'shaoxing-duty-branch'], texts.Texts('en')) == 0; print(*{wanted})"
    command = [sys.executable, "-X", "utf8", "-c", said]
    done = subprocess.run(command, cwd=ROOT.parent, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()[-1].split()


def test_a_whole_run_on_text_files_loads_no_library_for_workbooks_that_it_does_not_read(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("id,name\nu1,East\n", encoding="utf-8")
    wanted = ["build", "xiangxi-2018", "--units", str(tmp_path / "units.csv"), "-o", str(tmp_path / "out")]
    run = f"from xlrubric.cli import run; from xlrubric.cli.texts import Texts; assert run({wanted}, Texts('en')) == 0"
    said = f"{run}; import sys; print('has', *(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT.parent, capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) == {"has", *RUBRIC, "xlsxwriter"}


def test_the_program_is_not_slowed_by_what_else_is_installed(tmp_path: Path) -> None:
    """A plugin of pydantic is not looked for: that would read about every package that is installed."""
    about = tmp_path / "spy-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Name: spy\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[pydantic]\nspy = spy:plugin\n", encoding="utf-8")
    (tmp_path / "spy.py").write_text("raise SystemExit('loaded')", encoding="utf-8")
    places = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT.parent)])}
    command = [sys.executable, "-m", "xlrubric", "check", "xiangxi-2018"]
    done = subprocess.run(command, env=places, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def package(folder: Path, **files: str) -> Path:
    """Make a package ``p``; ``__`` in a file's name stands for the folder's mark."""
    for name, text in {"__init__": "", **files}.items():
        path = folder / "p" / f"{name.replace('__in__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "p"


ABC = ("p", "a", "b", "c")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("from p import a", []),
        ("import p.a", []),
        ("from p.a import x", []),
        ("from p import __version__", []),
        ("import p.c", ["b:1 imports c, which is not below it"]),
        ("from p import c", ["b:1 imports c, which is not below it"]),
        ("from p.c import x", ["b:1 imports c, which is not below it"]),
        ("def f():\n    from p.c import x", ["b:2 imports c, which is not below it"]),
        ("import p.b", ["b:1 imports b, which is not below it"]),
    ],
)
def test_an_import_upwards_is_seen_however_it_is_written(tmp_path: Path, text: str, found: list[str]) -> None:
    assert out_of_order(package(tmp_path, a="", b=text, c=""), ABC) == found


def test_modules_of_one_layer_may_not_import_each_other(tmp_path: Path) -> None:
    root = package(tmp_path, a="", b="import p.a")
    assert out_of_order(root, ("p", "a b")) == ["b:1 imports a, which is not below it"]


def test_a_part_of_a_package_brings_the_packages_own_module(tmp_path: Path) -> None:
    root = package(tmp_path, a="", b="import p.c.d", c__in____init__="", c__in__d="from p.c import e", c__in__e="")
    assert out_of_order(root, ("p a c.e", "c.d", "b", "c")) == ["b:1 imports c, which is not below it"]
    assert out_of_order(root, ("p a c.e", "c.d c", "b")) == []


def test_the_table_and_the_modules_are_the_same(tmp_path: Path) -> None:
    root = package(tmp_path, a="", new="", inner__in__x="")
    assert out_of_order(root, ABC[:3]) == [
        "inner.x is not in the table",
        "new is not in the table",
        "b is in the table and is no module",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    import json",
        "class A:\n    from json import dumps",
        "if True:\n    import json",
        "try:\n    import json\nexcept ImportError:\n    pass",
    ],
)
def test_an_import_below_the_top_is_seen(tmp_path: Path, text: str) -> None:
    (said,) = hidden(package(tmp_path, a=text))
    assert said == "a:2 json"


def test_a_relative_import_is_seen(tmp_path: Path) -> None:
    assert hidden(package(tmp_path, a="from . import b", b="")) == ["a:1 ."]


def test_a_circle_is_seen_also_a_long_one(tmp_path: Path) -> None:
    root = package(tmp_path, a="import p.b", b="from p import c", c="from p.a import x", d="import p.a")
    assert circles(root) == ["a", "b", "c"]


def test_a_library_away_from_its_home_is_seen(tmp_path: Path) -> None:
    root = package(tmp_path, a="import json\nimport yaml.nodes", b="from yaml import load", c__in__d="import click")
    homes = {"yaml": ("a",), "click": ("c",)}
    assert strayed(root, homes) == ["b:1 yaml"]
    assert strayed(root, {}) == ["a:2 yaml", "b:1 yaml", "c.d:1 click"]
