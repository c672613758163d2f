"""The sheet of evidence filled in as a person does, in LibreOffice: ticked, refused, moved, sorted, taken away."""

from collections.abc import Mapping

import pytest

from tests.evidence.made import ANSWERED, MISSING, NONE, THERE, asked, filled, form_of, read, said, spot, told
from tests.office.fill import Action, FillJob, FillResult, Typed, fill_in
from tests.office.programs import missing
from tests.sheets import row_of

ABSENT = missing("soffice", "uno")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(bool(ABSENT), reason=ABSENT),
    pytest.mark.xdist_group("evidence-office"),  # one start of LibreOffice does all jobs
]

FORM = form_of()
SHEET = asked(FORM).name
FIRST, SECOND, THIRD = (row_of(asked(FORM), f"document.{own}") for own in ("1.1.1", "1.1.2", "1.3.1"))
TICKED: Mapping[str, Typed] = {
    "evidence.state:1.1.1": THERE,
    "evidence.where:1.1.1": "3-2",
    "evidence.state:1.1.2": MISSING,
    "evidence.remark:1.1.2": "正在补",
    "evidence.state:2.1.1.1": NONE,
    "evidence.where:1.3.1": "0012",
    "evidence.where:2.1.1.1": "https://example.org/a.html",
    "sign.self_on:": "2018-12-05",
}
SAID = {
    "1.1.1": ("there", "3-2", ""),
    "1.1.2": ("missing", "", "正在补"),
    "1.3.1": ("unsaid", "0012", ""),
    "2.1.1.1": ("none", "https://example.org/a.html", ""),
}
OPEN: Action = ("unprotect", SHEET)
COUNT = spot(FORM, "evidence.count:")
JOBS: Mapping[str, tuple[Action, ...]] = {
    "typed": (),
    "refused": (
        ("type", *spot(FORM, "evidence.state:1.3.1"), "有"),
        ("type", SHEET, f"D{FIRST}", "别的材料"),
        ("type", *spot(FORM, "evidence.count:1"), "共3份"),
    ),
    "pasted": (("paste", *spot(FORM, "evidence.state:1.3.1"), "有"),),
    "inserted": (OPEN, ("insert_rows", SHEET, SECOND, 2)),
    "moved": (OPEN, ("move_rows", SHEET, FIRST, 1, THIRD + 1)),
    "deleted": (OPEN, ("delete_rows", SHEET, SECOND, 1)),
    "sorted": (OPEN, ("sort", SHEET, f"A{FIRST}:G{THIRD}", "E")),
    "renamed": (("rename_sheet", SHEET, "材料"),),
}


def cells(names: Mapping[str, Typed]) -> list[tuple[str, str, Typed]]:
    return [(*spot(FORM, name), value) for name, value in names.items()]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FillResult]:
    """Do every job in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("evidence")
    (folder / "a.xlsx").write_bytes(filled(FORM, ANSWERED))
    jobs = [
        FillJob(
            folder / "a.xlsx",
            folder / name / "a.xlsx",
            cells(TICKED),
            actions,
            [] if name == "renamed" else [COUNT],
        )
        for name, actions in JOBS.items()
    ]
    return dict(zip(JOBS, fill_in(jobs), strict=True))


def test_what_was_ticked_and_typed_comes_back_as_it_was_typed(done: dict[str, FillResult]) -> None:
    account, (returned,) = read(done["typed"].target.read_bytes())
    assert done["typed"].refused == ()
    assert said(returned) == SAID
    assert told(account) == []


def test_the_head_counts_while_one_ticks(done: dict[str, FillResult]) -> None:
    assert done["typed"][COUNT].text == "共4份：已备1，缺1，不涉及1，未填1"


def test_a_day_typed_beside_a_signature_comes_back_as_the_day(done: dict[str, FillResult]) -> None:
    _, (returned,) = read(done["typed"].target.read_bytes())
    assert returned.signed == {"self_on": "2018-12-05"}


def test_another_word_and_locked_cells_are_refused(done: dict[str, FillResult]) -> None:
    assert [(step.step[-1], step.reason) for step in done["refused"].refused] == [
        ("有", "invalid"),
        ("别的材料", "protected"),
        ("共3份", "protected"),
    ]
    account, (returned,) = read(done["refused"].target.read_bytes())
    assert said(returned) == SAID
    assert told(account) == []


def test_another_word_that_was_pasted_is_flagged(done: dict[str, FillResult]) -> None:
    account, (returned,) = read(done["pasted"].target.read_bytes())
    assert said(returned)["1.3.1"] == ("unread", "0012", "")
    assert told(account) == [("evidence-unread", "!".join(spot(FORM, "evidence.state:1.3.1")))]
    assert done["pasted"][COUNT].text == "共4份：已备1，缺1，不涉及1，未填1"


@pytest.mark.parametrize("job", ["inserted", "moved"])
def test_rows_that_went_elsewhere_are_found_by_their_keys(done: dict[str, FillResult], job: str) -> None:
    account, (returned,) = read(done[job].target.read_bytes())
    assert said(returned) == SAID
    assert ("rows-moved", SHEET) in told(account)


def test_rows_that_were_inserted_change_no_formula(done: dict[str, FillResult]) -> None:
    account, _ = read(done["inserted"].target.read_bytes())
    assert told(account) == [("rows-moved", SHEET)]


def test_a_row_that_was_deleted_counts_as_not_said(done: dict[str, FillResult]) -> None:
    account, (returned,) = read(done["deleted"].target.read_bytes())
    assert "row-gone" in {code for code, _ in told(account)}
    assert said(returned) == {**SAID, "1.1.2": ("unsaid", "", "")}


def test_rows_that_were_sorted_keep_what_was_said_of_them(done: dict[str, FillResult]) -> None:
    _, (returned,) = read(done["sorted"].target.read_bytes())
    assert said(returned) == SAID


def test_a_tab_that_was_renamed_is_read(done: dict[str, FillResult]) -> None:
    account, (returned,) = read(done["renamed"].target.read_bytes())
    assert said(returned) == SAID
    assert told(account) == [("sheet-renamed", "材料")]


def test_no_job_changes_the_score(done: dict[str, FillResult]) -> None:
    totals = {read(result.target.read_bytes())[1][0].total for result in done.values()}
    assert totals == {read(filled(FORM, ANSWERED))[1][0].total}
