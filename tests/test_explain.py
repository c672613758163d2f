"""The arithmetic in words: exact texts of small forms, and every sum that is printed is right."""

import re
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.proof.fillings import random_filling
from tests.proof.samples import shipped_names, standard_of
from tests.small_forms import ENGLISH, RUBRICS, SIMPLIFIED, TRADITIONAL, UNITS, led, prefill, rendered, single, standard
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.entries import Reading
from xlrubric.explain import Sum, explain, signed
from xlrubric.outline import scored_nodes
from xlrubric.scoring import Value, compile_scorer
from xlrubric.shipped_files import shipped
from xlrubric.skin import read_skin
from xlrubric.standard import Standard


def explained(rubric: str, role: str, **typed: Value) -> list[str]:
    """Explain entries: ``c1_1_2`` is the choice of 1.1.2, ``n1_1_2`` its number, ``t1_1_2`` its text."""
    names = {"c": f"{role}.choice", "n": f"{role}.number", "t": "shared.text"}
    entries = {f"{names[k[0]]}:{k[1:].replace('_', '.')}": value for k, value in typed.items()}
    return lines(standard(rubric), role, {name: Reading(value) for name, value in entries.items()})


def lines(made: Standard, role: str, readings: dict[str, Reading]) -> list[str]:
    score = compile_scorer(made.graph)({name: reading.value for name, reading in readings.items()})
    return list(explain(Sum(made, read_skin(made.rubric.language), role, readings, score)))


def test_every_step_from_entry_to_total_is_said_in_chinese() -> None:
    found = explained(SIMPLIFIED, "review", c1_1_1="有", n1_1_2=Decimal(3), n1_2_1=Decimal(5), c1_2_1="有", c1_2_3="有")
    assert found == [
        "1 一、制度　10分",
        "  1.1 制度建设　4分",
        "      1.1.1 无制度（扣1分）：有 → −1",
        "      1.1.2 例会次数（应4次，每少1次扣1分）：3次 → −1",
        "      得分 = 4 − 1 − 1 = 2",
        "  1.2 台账　6分",
        "      1.2.1 台账缺项（每项扣0.5分，最多2分）：有 5项 → −2",
        "      1.2.2 整改不力（酌情扣分，最多5分）：— → 0",
        "      1.2.3 获表彰（加3分）：有 → +3",
        "      1.2.4 信息被采用（每篇加0.1分）：— → 0",
        "      得分 = 6 − 2 + 3 = 7",
        "    小计 = 2 + 7 = 9",
        "合计 = 9 = 9",
    ]


def test_every_step_from_entry_to_total_is_said_in_english() -> None:
    found = explained(ENGLISH, "self", n1_1_2=Decimal(0), c1_2_1="no", n2_1_1=Decimal("2.35"), n2_1_2=Decimal(20))
    assert found == [
        "1 Management　10 pts",
        "  1.1 Planning　5 pts",
        "      1.1.1 no plan (−1): — → 0",
        "      1.1.2 meetings held (at least 4 meeting, −1.5 for each one short): 0 meeting → −6",
        "      Score = 5 − 6 + 1 (floor) = 0",
        "  1.2 Training　5 pts",
        "      1.2.1 people not trained (−0.2 per person, at most 0.6): no → 0",
        "      1.2.2 named a model site (+2): — → 0",
        "      Score = 5 = 5",
        "    Subtotal = 5 = 5",
        "2 Site　10 pts",
        "  2.1 Order　10 pts",
        "      2.1.1 disorder (−1 to −8 at discretion): 2.35 → −2.35",
        "      2.1.2 good ideas taken up (+0.1 per idea, at most 1): 20 idea → +1",
        "      Score = 10 − 2.35 + 1 = 8.65",
        "    Subtotal = 8.65 = 8.65",
        "Total = 5 + 8.65 = 13.65",
    ]


def test_a_refused_value_is_shown_as_typed_and_counts_for_nothing() -> None:
    readings = {"review.number:1.1.2": Reading(None, "entry-refused", "２x")}
    (line,) = (line for line in lines(standard(SIMPLIFIED), "review", readings) if "例会" in line)
    assert line.endswith("：?２x → 0")


@pytest.mark.parametrize(("effect", "text"), [("-0.5", "−0.5"), ("5", "+5"), ("0", "0"), ("-0", "0"), ("1.50", "+1.5")])
def test_effects_are_written_with_their_sign(effect: str, text: str) -> None:
    assert signed(Decimal(effect)) == text


def value_of(text: str) -> Decimal:
    """Compute a printed sum exactly: «4 − 1 − 5 + 2（扣完为止）»; only its last term may say why it is there."""
    plain = re.sub(r"(（[^（）\d]+）| \([a-z -]+\))$", "", text.replace("−", "-"))
    assert re.fullmatch(r"-?[\d.]+( [+-] [\d.]+)*", plain), text
    return sum((Decimal(sign + number) for sign, number in re.findall(r"([+-]?) ?([\d.]+)", plain)), Decimal(0))


def answers(made: Standard, role: str) -> st.SearchStrategy[dict[str, Value]]:
    """Give any entries of a role that may stand in their boxes."""
    choices: dict[str, st.SearchStrategy[Value]] = {}
    for entry in made.graph.entries:
        if entry.role == role:
            low, high = entry.box.low, min(entry.box.high, Decimal(30))
            numbers = st.decimals(low, high, places=0 if entry.box.whole else 2)
            choices[entry.name] = st.none() | (st.sampled_from(entry.options) if entry.options else numbers)
    return st.fixed_dictionaries(choices)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(RUBRICS)), st.sampled_from(("self", "review")))
def test_every_printed_sum_is_right_and_is_the_score(data: st.DataObject, language: str, role: str) -> None:
    made = standard(RUBRICS[language])
    entries = data.draw(answers(made, role))
    score = compile_scorer(made.graph)(entries)
    shown = lines(made, role, {name: Reading(value) for name, value in entries.items()})
    sums = [line.strip().split(" = ") for line in shown if " = " in line]
    assert len(sums) == sum(1 for _ in made.rubric.items()) + len(made.rubric.sections) + 1
    for _, computed, result in sums:
        assert value_of(computed) == Decimal(result)
    for what, nodes in (("item", made.rubric.items()), ("section", made.rubric.sections)):
        for node in nodes:
            assert any(Decimal(s[2]) == score[f"{role}.{what}:{node.id}"] for s in sums)
    assert Decimal(sums[-1][2]) == score[f"{role}.total:"]


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(sorted(RUBRICS)))
def test_every_printed_effect_is_the_score(data: st.DataObject, language: str) -> None:
    made = standard(RUBRICS[language])
    entries = data.draw(answers(made, "review"))
    score = compile_scorer(made.graph)(entries)
    shown = lines(made, "review", {name: Reading(value) for name, value in entries.items()})
    printed = {line.split()[0]: line.rpartition(" → ")[2].replace("−", "-") for line in shown if " → " in line}
    assert {i: Decimal(text) for i, text in printed.items()} == {
        f.id: score[f"review.effect:{f.id}"] for f in made.rubric.findings()
    }


HEAD = "rubric: r\ntitle: t\nlanguage: en\n"


@pytest.mark.parametrize(
    ("rubric", "typed", "said"),
    [
        (
            "sections: [{name: s, items: [{name: i, points: 4, findings: [{text: a, deduct: 1, per: time}]}]}]",
            {"c1_1_1": "yes", "n1_1_1": Decimal(6)},
            ["Score = 4 − 6 + 2 (floor) = 0", "Total = 0 = 0"],
        ),
        (
            "sections: [{name: s, bonus_at_most: 1, items: [{name: i, points: 4, findings: [{text: a, bonus: 3}]}]}]",
            {"c1_1_1": "yes"},
            ["Score = 4 + 3 = 7", "Subtotal = 7 − 2 (limit) = 5"],
        ),
        (
            "sections: [{name: s, items: [{name: i, points: 4, findings: [{text: a, deduct: 1, zero: item}]}]}]",
            {"c1_1_1": "yes"},
            ["1.1.1 a (−1, the item scores 0): yes → −1", "Score = 4 − 1 − 3 (zero) = 0"],
        ),
        (
            "sections: [{name: s, items: [{name: i, points: 4, findings: [{text: a, reverse: 2}]}]}]",
            {"c1_1_1": "yes"},
            ["Score = 4 − 8 (turned round) = −4", "Total = −4 = −4"],
        ),
        (
            "sections: [{name: s, worth: 2, items: [{name: i, points: 4, findings: [{text: a, deduct: 1}]}]}]",
            {"c1_1_1": "yes"},
            ["Subtotal = 3 = 3", "Total = 1.5 = 1.5"],  # a section stands in a sum as it counts there
        ),
        (
            "sections: [{name: s, items: [{name: i, points: 4, findings: [{text: a, deduct: 1, per: time}]},"
            " {name: j, points: 6, may_not_apply: true, findings: [{text: b, deduct: 1}]}]}]",
            {"c1_1_1": "yes", "n1_1_1": Decimal(1), "c1_2": "n/a"},
            ["1.2 Does this apply?: n/a", "Score = 6 − 6 (not applicable) = 0", "Subtotal = 3 + 4.5 (re-based) = 7.5"],
        ),
        (
            "sections: [{name: s, round: 0, items: [{name: i, points: 4, findings: [{text: a, deduct: 0.4}]}]}]",
            {"c1_1_1": "yes"},
            ["Subtotal = 3.6 + 0.4 (rounded) = 4"],
        ),
        (
            "sections: [{name: s, items: [{name: i, points: 4, instances: [x, y], combine: lowest,"
            " findings: [{text: a, deduct: 1}]}]}]",
            {"c1_1_1_1": "yes"},
            ["Subtotal = 3 + 4 − 4 (combined) = 3"],
        ),
        (
            "sections: [{name: s, items: [{name: i, points: 4, findings:"
            " [{text: a, penalty: 2}, {text: b, deduct_section: 1}]}]}]",
            {"c1_1_1": "yes", "c1_1_2": "yes"},
            ["Score = 4 = 4", "Subtotal = 4 − 1 = 3", "Total = 3 − 2 = 1"],
        ),
        (
            "start: 60\ngrades: [{name: good, from: 60}, {name: bad}]\n"
            "sections: [{name: s, items: [{name: i, findings: [{text: a, deduct: 1}, {text: b, award: 2}]}]}]",
            {"c1_1_1": "yes", "c1_1_2": "yes"},
            ["Score = −1 + 2 = 1", "Total = 60 + 1 = 61", "Result: good"],
        ),
        (
            "sections: [{name: s, items: [{name: i, points: 9, start: 0, findings:"
            " [{text: a, register: 2, keep: highest, award: {x: 4, y: 2}}]}]}]",
            {"c1_1_1": "yes", "c1_1_1_1": "x", "t1_1_1_1": "one", "c1_1_1_2": "y", "t1_1_1_2": "one"},
            ["1.1.1.1 a: one x → +4", "1.1.1.2 a: one y → 0", "Score = 4 = 4"],
        ),
    ],
)
def test_a_sum_says_why_it_is_not_what_its_terms_come_to(rubric: str, typed: dict[str, Value], said: list[str]) -> None:
    found = [line.strip() for line in explained(HEAD + rubric, "review", **typed)]
    assert [line for line in found if line in said] == said


@pytest.mark.parametrize("name", shipped_names())
def test_every_sum_of_a_shipped_standard_is_right(name: str) -> None:
    whole, chance = standard_of(name), Random(20181008)
    made = whole.variant(whole.known_tags)
    for _ in range(10):
        entries = random_filling(made.graph, chance)
        score = compile_scorer(made.graph)(entries)
        shown = lines(made, "review", {n: Reading(value) for n, value in entries.items()})
        sums = [line.strip().split(" = ") for line in shown if line.count(" = ") == 2]
        assert len(sums) == len(scored_nodes(made.outline)) + 1
        for _, computed, result in sums:  # what goes on for ever is cut at six places, in each term
            assert abs(value_of(computed) - Decimal(result.replace("−", "-"))) <= Decimal("0.0001")
        printed = sorted(Decimal(result.replace("−", "-")) for _, _, result in sums)
        scores = [score[f"review.{node.what}:{node.id}"] for node in scored_nodes(made.outline)] + [
            score["review.total:"]
        ]
        assert printed == sorted(round(value, 6) for value in scores if isinstance(value, Decimal))


# --- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, rubric in RUBRICS.items():
        (tmp_path / f"{language}.yaml").write_text(rubric, encoding="utf-8")
    return tmp_path


def told(folder: Path, language: str, data: bytes, *more: str) -> int:
    (folder / "back.xlsx").write_bytes(data)
    given = ["explain", str(folder / "back.xlsx"), "--rubric", str(folder / f"{language}.yaml"), *more]
    return run(given, Texts("en"))


def test_the_command_explains_the_role_that_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled = {e.name: e.options[0] if e.options else Decimal(12) for e in standard(TRADITIONAL).graph.entries}
    filled |= {"self.choice:1.1.1": "有", "self.number:1.1.4": Decimal(0), "review.number:1.1.4": Decimal(0)}
    counts = ("1.1.3", "2.2.2")
    filled |= {f"{role}.number:{n}": Decimal(0) for role in ("self", "review") for n in counts}
    assert told(folder, "zh-Hant", rendered(single(TRADITIONAL), prefill(filled))) == 0
    said, errors = capsys.readouterr()
    assert said.splitlines()[0] == "u-1 East & West　自查"
    assert "      1.1.1 沒有計畫（扣1分）：有 → −1" in said.splitlines()
    assert said.splitlines()[-1] == "合計 = 5 + 5 = 10"
    assert errors == ""


def test_the_command_explains_the_role_that_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled: dict[str, Value] = {"review.choice:1.1.1": "有", "self.choice:1.1.1": "無"}
    told(folder, "zh-Hant", rendered(single(TRADITIONAL), prefill(filled)), "--role", "review")
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "u-1 East & West　核查" and said[-1] == "合計 = 5 + 5 = 10"


def test_the_command_explains_every_unit_of_a_lead_units_form(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    filled: dict[str, Value] = {"review.choice:1.1.1": "yes"}
    both = prefill(filled, UNITS[1])
    told(folder, "en", rendered(led(ENGLISH), both))
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if line.startswith("u-")] == [f"{u.id} {u.name}　Review" for u in UNITS]
    assert [line for line in said if line.startswith("Total")] == [
        *("Total = 10 + 10 = 20", "Total = 9 + 10 = 19", "Total = 10 + 10 = 20")
    ]


def test_the_command_needs_no_rubric_where_the_form_names_a_shipped_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "units.csv").write_text("id,name\nu1,甲\n", encoding="utf-8")
    (folder / "e.csv").write_text("unit,finding,value\nu1,1.1.2,有\n", encoding="utf-8")
    given = ["build", "xiangxi-2018", "--units", str(folder / "units.csv"), "--entries", str(folder / "e.csv")]
    assert run([*given, "-o", str(folder / "out")], Texts("en")) == 0
    capsys.readouterr()
    assert run(["explain", str(folder / "out" / "u1 甲.xlsx")], Texts("en")) == 1  # 52 findings are still open
    said, errors = capsys.readouterr()
    assert said.splitlines()[-1].endswith("= 99")
    assert "[form-incomplete]" in errors


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("none.xlsx", None, "file-unreadable"),
        ("a.xlsx", b"", "package-empty"),
        ("a.xlsx", b"unit,name\n", "package-text"),
        ("a.pdf", b"%PDF-1.4\n", "package-pdf"),
    ],
)
def test_what_is_no_form_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, code: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert run(["explain", str(tmp_path / name)], Texts("en")) == 1
    said, errors = capsys.readouterr()
    assert said == "" and errors.startswith(f"{tmp_path / name}: [{code}]")


def test_a_workbook_that_is_no_form_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(shipped("templates") / "units.xlsx")], Texts("en")) == 1
    assert "[not-a-form]" in capsys.readouterr().err
