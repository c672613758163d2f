"""The day of a register's row typed as a person does, in LibreOffice: what the cell takes, and how it comes back."""

from datetime import date
from pathlib import Path

import pytest

from tests.duties.made import REGISTERS, filled, units
from tests.office.fill import FillJob, FillResult, Refused, Typed, fill_in
from tests.office.programs import missing
from tests.small_forms import standard
from xlrubric.cellrefs import address
from xlrubric.collect import collect
from xlrubric.layout.form import unit_form
from xlrubric.ranking import tables
from xlrubric.skin import read_skin

ABSENT = missing("soffice", "uno")
OF, (UNIT,) = standard(REGISTERS), units(1)
FORM = unit_form(OF, read_skin("zh-Hans"), UNIT)


def spot(name: str) -> tuple[str, str]:
    found = FORM.spots[f"0/{name}"]
    return found.sheet, address(found.row, found.column)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> FillResult:
    """Type a day within the period, then three that the cell must refuse."""
    folder = tmp_path_factory.mktemp("days")
    (folder / "a.xlsx").write_bytes(filled(OF, UNIT, {}))
    typed: dict[str, Typed] = {
        "review.choice:2.1.1": "有",
        "shared.text:2.1.1.1": "清廉机关",
        "document:2.1.1.1": "〔2020〕3号",
        "review.choice:2.1.1.1": "省委",
        "dated:2.1.1.1": "2020-03-06",
        "review.choice:2.2.1": "无",
    }
    cells = [(*spot(name), value) for name, value in typed.items()]
    actions = [("type", *spot("dated:2.1.1.2"), value) for value in ("2019-12-15", "2020-12-16", "去年")]
    (done,) = fill_in([FillJob(folder / "a.xlsx", folder / "back" / "a.xlsx", cells, actions)])
    return done


@pytest.mark.office
@pytest.mark.skipif(bool(ABSENT), reason=f"not here: {ABSENT}")
def test_the_cell_takes_a_day_of_the_period_and_no_other(result: FillResult) -> None:
    assert [(type(step), step.step[-1], step.reason) for step in result.refused] == [
        (Refused, "2019-12-15", "invalid"),
        (Refused, "2020-12-16", "invalid"),
        (Refused, "去年", "invalid"),
    ]


@pytest.mark.office
@pytest.mark.skipif(bool(ABSENT), reason=f"not here: {ABSENT}")
def test_the_day_comes_back_as_it_was_typed(result: FillResult) -> None:
    collection = collect([Path(result.target).parent], OF, [UNIT], on=date(2020, 12, 31))
    (row,) = tables(collection)["register_checks"].to_dict("records")
    assert (row["text"], row["day"], row["document"], row["doubt"]) == ("清廉机关", "2020-03-06", "〔2020〕3号", "")
    assert not [p.code for p in collection.problems if p.code.startswith("register-")]
