"""The command line: exit codes, languages, JSON, help, and the border at which no exception passes."""

import gc
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.small_forms import ENGLISH, SIMPLIFIED
from xlrubric import __version__
from xlrubric.cli import BUG, COMMANDS, NEEDS_PERSON, USAGE, WELL, expanded, language, main, run
from xlrubric.cli.texts import TEXTS, Texts

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parent.parent
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder: a rubric, a unit list, entries, and a workbook that came back."""
    (tmp_path / "r.yaml").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "units.csv").write_text("id,name,lead\nu1,East,Centre\nu2,West,Centre\n", encoding="utf-8")
    (tmp_path / "e.csv").write_text("unit,finding,value\nu1,1.1.1,yes\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_text("unit,finding,value\nu1,9.9,yes\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("rubric: r\ntitle: t\nsections: []\n", encoding="utf-8")
    (tmp_path / "one.csv").write_text("id,name,lead\nu1,East,Centre\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    every = "".join(f"u1,{n},{v}\n" for n, v in FULLY.items())
    (tmp_path / "all.csv").write_text(f"unit,finding,value\n{every}", encoding="utf-8")
    built = run(["build", "r.yaml", "--units", "one.csv", "--entries", "all.csv", "-o", "back"], Texts("en"))
    assert built == WELL
    return tmp_path


FULLY = {"1.1.1": "no", "1.1.2": "4", "1.2.1": "0", "1.2.2": "yes", "2.1.1": "0", "2.1.2": "0"}
FORM = "back/u1 East.xlsx"


def said(capsys: Capture, arguments: str, chosen: str = "en") -> tuple[int, str, str]:
    """Run a command line; give exit code, output, errors. ``|`` in an argument stands for a blank."""
    capsys.readouterr()
    code = run([word.replace("|", " ") for word in arguments.split()], Texts(chosen))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


CODES = {
    "--version": WELL,
    "--help": WELL,
    "check r.yaml": WELL,
    "check xiangxi-2018": WELL,
    "check bad.yaml": NEEDS_PERSON,
    "check none.yaml": NEEDS_PERSON,
    "check nosuch": NEEDS_PERSON,
    "check": USAGE,
    "check r.yaml more": USAGE,
    "build r.yaml --units units.csv -o out": WELL,
    "build r.yaml --units units.csv -o out --by lead --entries e.csv": WELL,
    "build r.yaml --units units.csv -o out --entries bad.csv": NEEDS_PERSON,
    "build r.yaml --units none.csv -o out": NEEDS_PERSON,
    "build r.yaml --units one.csv -o back": NEEDS_PERSON,
    "build r.yaml --units one.csv -o r.yaml": NEEDS_PERSON,
    "build r.yaml -o out": USAGE,
    "build r.yaml --units units.csv -o out --by group": USAGE,
    "collect back --rubric r.yaml --units one.csv -o rank.xlsx": WELL,
    "collect back --rubric r.yaml --units units.csv -o rank.xlsx": NEEDS_PERSON,  # u2 has sent nothing
    "collect back --rubric bad.yaml --units units.csv -o rank.xlsx": NEEDS_PERSON,
    "collect nowhere --rubric r.yaml --units units.csv -o rank.xlsx": NEEDS_PERSON,
    "collect back --rubric r.yaml --units one.csv -o no/such/folder/rank.xlsx": WELL,
    "collect back --rubric r.yaml --units one.csv -o units.csv": NEEDS_PERSON,
    "collect back --rubric r.yaml --units one.csv -o units.csv/rank.xlsx": NEEDS_PERSON,
    "collect back --units units.csv -o rank.xlsx": USAGE,
    "collect --rubric r.yaml --units units.csv -o rank.xlsx": USAGE,
    "explain back/u1|East.xlsx --rubric r.yaml": WELL,
    "explain back/u1|East.xlsx": NEEDS_PERSON,  # it is no shipped rubric's
    "explain units.csv": NEEDS_PERSON,
    "explain none.xlsx": NEEDS_PERSON,
    "explain": USAGE,
    "score r.yaml e.csv": WELL,
    "score r.yaml bad.csv": NEEDS_PERSON,
    "score r.yaml none.csv": NEEDS_PERSON,
    "score r.yaml": USAGE,
    "score r.yaml e.csv --role nobody": USAGE,
    "demo r.yaml --small": NEEDS_PERSON,
    "demo d --count 99": USAGE,
    "": USAGE,
    "frobnicate": USAGE,
    "--lang fr check r.yaml": USAGE,
    "--no-such-option": USAGE,
}


@pytest.mark.parametrize("chosen", ["en", "zh"])
@pytest.mark.parametrize(("arguments", "code"), CODES.items())
def test_every_command_leaves_with_the_code_that_says_how_it_went(
    folder: Path, capsys: Capture, arguments: str, code: int, chosen: str
) -> None:
    found, out, err = said(capsys, arguments, chosen)
    assert found == code, (out, err)
    assert out or err


@pytest.mark.parametrize("arguments", [a for a, code in CODES.items() if code == NEEDS_PERSON and "one.csv" not in a])
def test_what_needs_a_person_says_what_in_the_language_asked_for(folder: Path, capsys: Capture, arguments: str) -> None:
    spoken = [CHINESE.search("".join(said(capsys, arguments, chosen)[1:])) for chosen in ("en", "zh")]
    assert [bool(found) for found in spoken] == [False, True]


def test_help_lists_every_command(capsys: Capture) -> None:
    _, out, _ = said(capsys, "--help")
    listed = re.findall(r"^  ([a-z]+) ", out.partition("Commands:")[2], re.M)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(capsys: Capture, command: str) -> None:
    for chosen in ("en", "zh"):
        code, out, _ = said(capsys, f"{command} --help", chosen)
        assert code == WELL
        assert Texts(chosen)[command].split()[0] in out
        told = [line for line in out.splitlines() if line.startswith("  ") and "--help" not in line]
        assert told and any(CHINESE.search(line) for line in told) is (chosen == "zh")


def test_garbage_is_looked_for_again_once_a_command_is_loaded(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "xlrubric.cli.schema", raising=False)
    assert said(capsys, "schema")[0] == WELL and gc.isenabled()
    monkeypatch.delitem(sys.modules, "xlrubric.cli.schema", raising=False)
    monkeypatch.setattr("xlrubric.cli.import_module", lambda name: 1 / 0 if "schema" in name else import_module(name))
    assert said(capsys, "schema")[0] == BUG and gc.isenabled()


def test_the_version_is_the_packages(capsys: Capture) -> None:
    assert said(capsys, "--version") == (WELL, f"xlrubric {__version__}\n", "")


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_of_the_command_line_has_both_languages_and_the_same_placeholders(key: str) -> None:
    english, chinese = TEXTS[key]
    assert CHINESE.search(chinese) and not CHINESE.search(english)
    assert set(re.findall(r"\{(\w+)\}", english)) == set(re.findall(r"\{(\w+)\}", chinese))


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen"),
    [
        ([], {}, "en"),
        (["--lang", "zh"], {}, "zh"),
        (["--lang=zh"], {}, "zh"),
        (["--lang", "en"], {"XLRUBRIC_LANG": "zh"}, "en"),
        (["--lang"], {}, "en"),
        ([], {"XLRUBRIC_LANG": "zh"}, "zh"),
        ([], {"XLRUBRIC_LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"XLRUBRIC_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_the_language_is_the_options_then_the_settings_then_the_systems(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: dict[str, str], chosen: str
) -> None:
    monkeypatch.setattr("xlrubric.cli.getlocale", lambda: (None, None))
    assert language(arguments, environment) == chosen


@pytest.mark.parametrize(("spoken", "chosen"), [("Chinese (Simplified)_China", "zh"), ("zh_CN", "zh"), ("de_DE", "en")])
def test_without_settings_the_systems_language_is_taken(
    monkeypatch: pytest.MonkeyPatch, spoken: str, chosen: str
) -> None:
    monkeypatch.setattr("xlrubric.cli.getlocale", lambda: (spoken, None))
    assert language([], {}) == chosen


def test_patterns_are_put_out_as_files_where_the_shell_does_not(folder: Path) -> None:
    for name in ("b.xlsx", "a.xlsx", "c.txt"):
        (folder / "back" / name).write_bytes(b"")
    wanted = [str(Path("back") / name) for name in ("a.xlsx", "b.xlsx", "u1 East.xlsx")]
    assert expanded(["collect", str(Path("back") / "*.xlsx"), "--csv", "no*such"]) == [
        *("collect", *wanted, "--csv", "no*such")
    ]


# --- check ---------------------------------------------------------------------------------------------


def test_check_prints_the_tree_with_points(folder: Path, capsys: Capture) -> None:
    code, out, err = said(capsys, "check r.yaml")
    assert (code, err) == (WELL, "")
    assert out.splitlines() == [
        "safety  Site safety & order 2018",
        "1 Management  10 points",
        "  1.1 Planning  5 points",
        "    1.1.1 no plan  −1",
        "    1.1.2 meetings held  at least 4 meeting, −1.5 for each one short",
        "  1.2 Training  5 points",
        "    1.2.1 people not trained  −0.2 per person, at most 0.6",
        "    1.2.2 named a model site  +2",
        "2 Site  10 points",
        "  2.1 Order  10 points",
        "    2.1.1 disorder  −1 to −8 at discretion",
        "    2.1.2 good ideas taken up  +0.1 per idea, at most 1",
        "20 points, 2 sections, 3 items, 6 findings",
    ]


WRONG = """rubric: r
title: t
points: 9
sections:
  - name: s
    items:
      - name: i
        points: 5
        findings:
          - {id: a, text: x, deduct: 1}
          - {id: a, text: y, deduct: 1, target: 2}
          - {text: z, deduct: 9}
"""


def test_check_shows_all_problems_at_once_each_with_line_and_column(folder: Path, capsys: Capture) -> None:
    (folder / "w.yaml").write_text(WRONG, encoding="utf-8")
    code, out, err = said(capsys, "check w.yaml")
    found = re.findall(r"^w\.yaml:(\d+):(\d+): \[([a-z-]+)\] .+\.$", err, re.M)
    assert (code, out) == (NEEDS_PERSON, "")
    assert found == [
        ("3", "9", "points-differ"),
        ("11", "13", "id-twice"),
        ("11", "13", "no-such-rule"),
        ("12", "31", "finding-larger-than-item"),
    ]


def test_check_shows_problems_in_chinese(folder: Path, capsys: Capture) -> None:
    (folder / "w.yaml").write_text(WRONG, encoding="utf-8")
    _, _, err = said(capsys, "check w.yaml", "zh")
    assert all(CHINESE.search(line) for line in err.splitlines()) and err.startswith("w.yaml:3:9: [points-differ] ")


def test_check_of_a_warning_prints_the_tree_and_the_warning(folder: Path, capsys: Capture) -> None:
    (folder / "w.yaml").write_text(SIMPLIFIED.replace("deduct: 1}", "deduct: 9}"), encoding="utf-8")
    code, out, err = said(capsys, "check w.yaml")
    assert code == NEEDS_PERSON and out.startswith("xiaoyuan") and "[finding-larger-than-item]" in err


def test_check_gives_the_whole_rubric_as_json(folder: Path, capsys: Capture) -> None:
    code, out, _ = said(capsys, "check r.yaml --json")
    data = json.loads(out)
    assert code == WELL and data["problems"] == [] and len(data["fingerprint"]) == 16
    finding = data["sections"][0]["items"][0]["findings"][1]
    assert (finding["id"], finding["kind"], finding["target"]) == ("1.1.2", "short", 4)
    assert [section["points"] for section in data["sections"]] == [10, 10]


@pytest.mark.parametrize(("name", "code"), [("w.yaml", "points-differ"), ("none.yaml", "file-unreadable")])
def test_check_gives_problems_as_json(folder: Path, capsys: Capture, name: str, code: str) -> None:
    (folder / "w.yaml").write_text(WRONG, encoding="utf-8")
    exit_code, out, err = said(capsys, f"check {name} --json")
    found = json.loads(out)["problems"]
    assert (exit_code, err, found[0]["code"], found[0]["file"]) == (NEEDS_PERSON, "", code, name)
    assert found[0]["line"] == (3 if name == "w.yaml" else None)


# --- JSON of the other commands, and the whole way -----------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        "check r.yaml --json",
        "check nosuch --json",
        "score r.yaml e.csv --json",
        "score r.yaml bad.csv --json",
        "score bad.yaml e.csv --json",
        "collect back --rubric r.yaml --units units.csv -o rank.xlsx --json",
        "collect nowhere --rubric r.yaml --units units.csv -o rank.xlsx --json",
    ],
)
def test_json_is_all_that_stands_on_the_output_whatever_happens(folder: Path, capsys: Capture, arguments: str) -> None:
    code, out, err = said(capsys, arguments, "zh")
    data = json.loads(out)
    assert err == "" and isinstance(data["problems"], list)
    assert bool(data["problems"] or data.get("missing")) is (code == NEEDS_PERSON)


def test_collect_ranks_what_came_back(folder: Path, capsys: Capture) -> None:
    code, out, _ = said(capsys, "collect back --rubric r.yaml --units units.csv -o rank.xlsx --csv tables --json")
    data = json.loads(out)
    assert (code, data["missing"]) == (NEEDS_PERSON, ["u2"])
    assert [(row["rank"], row["unit"], row["total"]) for row in data["ranking"]] == [(1, "u1", 22)]
    assert (folder / "rank.xlsx").read_bytes().startswith(b"PK")
    assert len(list((folder / "tables").glob("*.csv"))) > 3


def test_a_form_that_was_just_built_comes_back_without_a_remark(folder: Path, capsys: Capture) -> None:
    code, out, err = said(capsys, "explain back/u1|East.xlsx --rubric r.yaml")
    assert (code, err) == (WELL, "") and out.splitlines()[-1] == "Total = 12 + 10 = 22"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_a_chinese_office_runs_the_whole_way(folder: Path, capsys: Capture, encoding: str) -> None:
    (folder / "名单.csv").write_text("编号,单位名称,牵头单位\nu1,青山局,甲委\n", encoding=encoding)
    entries = "u1,1.1.1,有\nu1,1.1.2,4\nu1,1.2.1,无\nu1,1.2.2,0\nu1,1.2.3,无\nu1,1.2.4,无\n"
    (folder / "预填.csv").write_text(f"单位编号,评分项,核查情况\n{entries}", encoding=encoding)
    (folder / "细则.yaml").write_text(SIMPLIFIED, encoding="utf-8")
    code, out, _ = said(capsys, "build 细则.yaml --units 名单.csv --entries 预填.csv -o 发出", "zh")
    assert (code, out) == (WELL, "已生成 1 个工作簿，在 发出\n")
    code, out, _ = said(capsys, "collect 发出 --rubric 细则.yaml --units 名单.csv -o 排名.xlsx", "zh")
    assert "第1名　青山局（u1）　9分" in out and "已写出 排名.xlsx" in out
    assert code == WELL
    code, out, _ = said(capsys, "score 细则.yaml 预填.csv", "zh")
    assert (code, out) == (WELL, "u1　9分（6 项中填了 6 项）\n")


# --- the border ----------------------------------------------------------------------------------------


def broken(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(("chosen", "words"), [("en", "a fault of xlrubric"), ("zh", "xlrubric 自身的错误")])
def test_a_bug_of_ours_is_told_without_a_traceback(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, chosen: str, words: str
) -> None:
    monkeypatch.delenv("XLRUBRIC_DEBUG", raising=False)
    monkeypatch.setattr("xlrubric.cli.check.standard_named", broken(RuntimeError("out of cheese")))
    code, out, err = said(capsys, "check r.yaml", chosen)
    assert (code, out) == (BUG, "")
    assert words in err and "RuntimeError: out of cheese" in err.splitlines()[0] and len(err.splitlines()) <= 2


def test_a_bug_shows_its_traceback_to_who_asks_for_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLRUBRIC_DEBUG", "1")
    monkeypatch.setattr("xlrubric.cli.check.standard_named", broken(RuntimeError("out of cheese")))
    with pytest.raises(RuntimeError, match="out of cheese"):
        run(["check", "r.yaml"], Texts("en"))


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_a_run_that_is_stopped_says_so(
    folder: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr("xlrubric.cli.check.standard_named", broken(error))
    code, _, err = said(capsys, "check r.yaml")
    assert code == NEEDS_PERSON and err.strip() == "Stopped."


@pytest.mark.parametrize("arguments", [["check", "nosuch"], ["--version"], ["frobnicate"]])
def test_the_process_leaves_with_the_code(capsys: Capture, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == run(arguments, Texts("en"))


def shell(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """Run the program as a shell does."""
    kept: Mapping[str, str] = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "PYTHONUTF8")}
    settings = {**kept, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, "-m", "xlrubric", *arguments], cwd=folder, env=settings, capture_output=True)


def test_as_a_program_it_speaks_utf8_whatever_the_terminals_encoding(folder: Path) -> None:
    done = shell(folder, "--lang", "zh", "check", "nosuch", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == NEEDS_PERSON and done.stdout == b""
    assert "没有这个文件" in done.stderr.decode("utf-8")


def test_as_a_program_it_takes_its_language_from_the_environment(folder: Path) -> None:
    assert "打印条目" in shell(folder, "--help", XLRUBRIC_LANG="zh").stdout.decode("utf-8")
    assert b"Check a rubric" in shell(folder, "--help", XLRUBRIC_LANG="en", LANG="zh_CN.UTF-8").stdout


def test_a_reader_that_goes_away_early_is_no_bug(folder: Path) -> None:
    command = f'"{sys.executable}" -m xlrubric check xiangxi-2018 | "{sys.executable}" -c "input()"'
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, cwd=folder, env=settings, capture_output=True)
    assert b"Traceback" not in done.stderr and b"fault of xlrubric" not in done.stderr
