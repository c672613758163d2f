"""Close calls computed by hand: one finding less, one rounding more; what the table says would really be so."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bench.crowds import crowd
from tests.effort import tried
from tests.proof.samples import standard_of
from tests.ranked import read, returned, sheet, texts
from tests.year import randoms
from tests.year.made import FORM, collection, outcome, shown, standard
from xlrubric import ranking, year_tables
from xlrubric.collect import Collection, with_result
from xlrubric.ranking_book.words import read_words
from xlrubric.units import Unit
from xlrubric.year import alone, close
from xlrubric.year.columns import Value
from xlrubric.year.given import Material
from xlrubric.year.outcome import Outcome, make_outcome
from xlrubric.year.past import History, Past
from xlrubric.year.score_tables import Scores
from xlrubric.year.sources import weight_of
from xlrubric.year_tables import close as close_table

# three faults of 3, 2 and 0.5 points in a section of 60
FAULTS = FORM.replace(
    "findings: [{text: 少开会, deduct: 0.5, per: 次}]",
    "findings: [{text: 无计划, deduct: 3}, {text: 无总结, deduct: 2}, {text: 少开会, deduct: 0.5, per: 次}]",
)
PLAN, SUMMARY, MEETING = "review.choice:1.1.1", "review.choice:1.1.2", "review.number:1.1.3"
ALL = {"plan": (PLAN, "有"), "summary": (SUMMARY, "有"), "half": (MEETING, Decimal(1))}
GRADES = "  grades: [{name: 好, from: %s}, {name: 差}]\n"


def year(rules: str, form: str = FAULTS, **faults: str) -> Collection:
    """Make a year of units whose faults are named."""
    of = standard(rules, form)
    rows = [{"unit": unit, "form": "-"} for unit in faults]
    made = collection(of, rows)
    entered = {
        unit: {"review.number:2.1.1": Decimal(0), **dict(ALL[name] for name in named.split())}
        for unit, named in faults.items()
    }
    returns = {unit: returned(of, unit, entries) for unit, entries in entered.items()}
    return with_result(replace(made, returns=returns), Scores())


def calls(made: Collection, what: str, by: str = "finding") -> dict[str, tuple[str, ...]]:
    """Give the close calls of a kind by unit: the finding, now, instead, how much more, what it would be."""
    assert made.outcome is not None
    found = close_table(made, made.outcome)
    rows = found[(found["what"] == what) & (found["by"] == by)].to_dict("records")
    return {
        row["unit"]: (row["finding"], row["now"], row["instead"], shown(row["gain"]), shown(row["would"]))
        for row in rows
    }


def test_one_finding_less_lifts_a_unit_over_the_bound_of_a_grade() -> None:
    # bound 97: U1 has lost 3 + 2: 95; without the 2 it would be 97 (without the 3 it would be 98: more than is needed)
    # U2 has lost 3 + 2 + 0.5: 94.5; without the 3 97.5, without the 2 96.5.  U3 has lost 0.5 and is 好 already
    made = year(GRADES % 97, U1="plan summary", U2="plan summary half", U3="half")
    assert calls(made, "grade") == {
        "U1": ("1.1.2", "差", "好", "2", "97"),
        "U2": ("1.1.1", "差", "好", "3", "97.5"),
    }


def test_no_finding_that_is_too_small_is_told() -> None:
    # bound 99: U1 at 95 could have 98 at most
    assert calls(year(GRADES % 99, U1="plan summary", U2="half"), "grade") == {}


def test_a_consequence_that_one_finding_less_would_avoid() -> None:
    # the last one is warned.  U1 95, U2 97, U3 99.5: U1 without its 3 (98) is before U2, without its 2 (97) level with
    # it, and level units are both last; U2 is not last
    made = year("  consequences: [{name: 约谈, last: 1}]\n", U1="plan summary", U2="plan", U3="half")
    assert calls(made, "follows") == {"U1": ("1.1.1", "约谈", "", "3", "98")}
    assert calls(made, "rank") == {
        "U1": ("1.1.2", "3", "2", "2", "97"),
        "U2": ("1.1.1", "2", "1", "3", "100"),
    }


def test_one_more_or_less_at_the_last_place_breaks_a_tie() -> None:
    rules = "  round: 1\n  consequences: [{name: 约谈, last: 1}]\n"
    # U1 and U2 are level at 97 and both last; a tenth more for either and it is not; a tenth less alone changes nothing
    # about the consequence, but the place
    made = year(rules, U1="plan", U2="plan", U3="half")
    assert calls(made, "follows", "rounding") == {
        "U1": ("", "约谈", "", "0.1", "97.1"),
        "U2": ("", "约谈", "", "0.1", "97.1"),
    }
    assert calls(made, "rank", "rounding") == {
        "U1": ("", "2", "3", "-0.1", "96.9"),
        "U2": ("", "2", "3", "-0.1", "96.9"),
    }


def test_one_more_at_the_last_place_reaches_the_bound_of_a_grade() -> None:
    rules = "  round: 1\n" + GRADES % "97.1"
    made = year(rules, U1="plan", U2="plan half", U3="half")
    assert calls(made, "grade", "rounding") == {"U1": ("", "差", "好", "0.1", "97.1")}


def test_a_finding_may_change_a_grade_by_a_condition_on_its_section_while_the_composite_stays() -> None:
    # the composite takes the form to whole points: 99.5 is 100, and without the half point 100 too; the section is not
    rules = (
        "  round: 0\n  sources: [{id: check, name: 核查, weight: 100%, forms: total}]\n"
        '  grades: [{name: 好, when: "[1] >= 60"}, {name: 差}]\n'
    )
    made = year(rules, U1="half", U2="plan")
    assert calls(made, "grade") == {
        "U1": ("1.1.3", "差", "好", "0", "100"),
        "U2": ("1.1.1", "差", "好", "3", "100"),
    }


def test_a_finding_may_change_a_grade_by_the_least_score_of_each_source() -> None:
    rules = (
        "  sources:\n"
        '    - {id: rules, name: 制度, weight: 60%, forms: "1"}\n'
        '    - {id: files, name: 台账, weight: 40%, forms: "2"}\n'
        "  grades: [{name: 好, each_source: 95}, {name: 差}]\n"
    )
    # section 1: 57 of 60 is 95; 55 is 91.67, without the 2 57 again
    made = year(rules, U1="plan summary", U2="plan")
    assert calls(made, "grade") == {"U1": ("1.1.2", "差", "好", "2", "97")}


def test_a_source_of_forms_that_does_not_count_for_a_unit_does_not_stand_in_its_way() -> None:
    rules = """
  sources:
    - {id: check, name: 核查, weight: 100%, applies_to: [机关], forms: total}
    - {id: files, name: 台账, weight: 100%, applies_to: [企业], forms: "2"}
  grades: [{name: 好, from: 100}, {name: 差}]
"""
    made = collection(rules, "unit tags form\nU1 机关 60+39.5\nU2 企业 59.5+40\n")
    assert calls(made, "grade") == {"U1": ("2.1.1", "差", "好", "0.5", "100")}


def test_among_many_units_another_rank_alone_is_not_told_but_grades_and_consequences_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = (
        '  consequences: [{name: 约谈, last: 1}, {name: 低分, when: "[composite] < 95"}]\n'
        "  grades: [{name: 好, from: 97}, {name: 差}]\n"
    )
    made = year(rules, U1="plan summary half", U2="plan", U3="half", U4="summary")
    whole = {what: calls(made, what) for what in ("follows", "grade")}
    monkeypatch.setattr(close, "MOST", 2)
    assert {what: calls(made, what) for what in ("follows", "grade")} == whole
    assert set(whole["follows"]) == {"U1"}
    assert set(whole["grade"]) == {"U1"}
    assert calls(made, "rank") == {}


# What the table says would be so


def relative(made: Collection) -> bool:
    result = made.standard.rubric.result
    assert result is not None
    return any(s.best or s.mean or s.by_rank or s.assign for s in result.sources)


def past_of(row: Mapping[str, Any], year: str) -> Past:
    return Past(row.get(f"place:{year}"), row.get(f"end:{year}"), row.get(f"grade:{year}") or "")


def really_without(made: Collection, unit: str, finding: str) -> Mapping[str, Value]:
    """Give the unit's outcome in a year in which its form never had the finding."""
    entries: dict[str, Any] = {
        name: reading.value for name, reading in made.returns[unit].readings.items() if not name.endswith(f":{finding}")
    }
    cleaned = returned(made.returns[unit].standard, unit, {**entries, "review.remark": ""})
    assert made.outcome is not None
    again = replace(made, returns={**made.returns, unit: replace(cleaned, filled=1)})
    figures: dict[str, dict[str, Any]] = {}
    votes: dict[str, dict[str, Any]] = {}
    rows: list[dict[str, Any]] = [dict(row) for row in made.outcome.rows]
    result = made.standard.rubric.result
    assert result is not None
    for source in result.sources:
        known = {row["unit"]: value for row in rows if (value := row.get(f"given:{source.id}")) is not None}
        if not source.forms:
            (votes if source.ballot else figures)[source.id] = known
    years = made.outcome.program.years
    past = {year: {row["unit"]: past_of(row, year) for row in rows} for year in years}
    history = History(years, past)
    material = Material(made.standard, made.units, again.returns, Scores(figures), votes, history)
    return make_outcome(material).by_unit[unit]


@settings(max_examples=tried(25, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6))
def test_no_close_call_is_missed_for_asking_only_where_an_edge_is_passed(seed: int) -> None:
    made = randoms.seeded(seed, 8)
    found = close_table_of(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(close._Asked, "_may_change", lambda *_: True)
        assert found == close_table_of(made)


def close_table_of(made: Collection) -> list[dict[str, Any]]:
    assert made.outcome is not None
    return close_table(made, made.outcome).to_dict("records")  # type: ignore[return-value]


@settings(max_examples=tried(25, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6))
def test_a_year_really_without_the_finding_is_what_the_table_says(seed: int) -> None:
    made = randoms.seeded(seed)
    if relative(made):
        return
    assert made.outcome is not None
    found = close_table(made, made.outcome)
    for row in found[found["by"] == "finding"].to_dict("records"):
        then = really_without(made, row["unit"], row["finding"])
        assert shown(then["composite"]) == shown(row["would"])
        value = then[row["what"]]
        assert (f"{value:f}" if isinstance(value, Decimal) else value or "") == row["instead"]


def test_there_are_no_close_calls_without_forms() -> None:
    rules = "  sources: [{id: survey, name: 调查, weight: 100%, table: true}]\n" + GRADES % 90
    made = collection(rules, "unit survey\nU1 95\nU2 50\n")
    assert len(ranking.tables(made)["close_calls"]) == 0
    assert outcome(rules, "unit survey\nU1 95\n").rows[0]["grade"] == "好"
    assert weight_of(made.standard.rubric.result.sources[0]) == 100  # type: ignore[union-attr]


# What is asked of one unit alone


def no_alone(patch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise alone.Unsteady

    patch.setattr(alone.Alone, "answer", unknown)


@settings(max_examples=tried(25, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6))
def test_one_unit_alone_has_what_the_whole_year_computed_anew_gives_it(seed: int) -> None:
    made = randoms.seeded(seed, 8)
    found = close_table_of(made)
    with pytest.MonkeyPatch.context() as patch:
        no_alone(patch)
        assert found == close_table_of(made)


@pytest.mark.parametrize("name", ["xiangxi-2018", "tianjin-2020"])
def test_forms_that_cannot_come_near_an_edge_need_no_scoring(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made, scored = crowd(standard_of(name), 70), list[str]()
    monkeypatch.setattr(close, "MOST", 0)
    real = year_tables._without

    def counted(of: Outcome, one: Unit, *form: Any) -> Iterator[close.Without]:
        scored.append(one.id)
        return real(of, one, *form)

    monkeypatch.setattr(year_tables, "_without", counted)
    found, few = close_table_of(made), len(scored)
    monkeypatch.setattr(year_tables, "_at_best", lambda *_: None)
    assert close_table_of(made) == found
    assert few < 70 / 2
    no_alone(monkeypatch)
    assert close_table_of(made) == found


def test_among_too_many_units_what_moves_the_others_too_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    quotas = "  grades: [{name: 好, share: 40%}, {name: 中, share: 40%}, {name: 差}]\n"
    made = year(quotas, A="plan", B="summary", C="half", D="plan half", E="plan summary")
    assert made.outcome is not None
    labels, whole = read_words("zh-Hans").labels, len(close_table(made, made.outcome))
    assert calls(made, "grade")
    assert not close.leaves_some_out(made.outcome)
    monkeypatch.setattr(close, "MOST_WHOLE", 4)
    assert close.leaves_some_out(made.outcome)
    assert len(close_table(made, made.outcome)) <= whole
    assert labels["close_calls.note_part"] in texts(sheet(read(made), labels["close_calls"]))
