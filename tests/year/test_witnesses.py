"""Random years, recalculated from the workbook's own formulas: every cell of the two sheets is the exact figure."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings

from tests.effort import tried
from tests.office.programs import needs
from tests.year.made import collection
from tests.year.randoms import seeded, years
from tests.year.witness import (
    PLANTED,
    book_of,
    by_ironcalc,
    by_libreoffice,
    cells_of,
    differing,
    ironcalc_differs,
    planted,
    sheet_names,
)
from xlrubric.collect import Collection
from xlrubric.xlsx import read_workbook

SEEDS = range(tried(4, 14))  # of the years that LibreOffice recalculates


@settings(max_examples=tried(15, 60), deadline=None, suppress_health_check=list(HealthCheck))
@given(years())
def test_random_years_agree_with_ironcalc(made: Collection) -> None:
    assert ironcalc_differs(made) == []


@needs("soffice")
def test_seeded_years_agree_with_libreoffice_and_every_planted_value_is_replaced(tmp_path: Path) -> None:
    years = {f"year{seed}": seeded(seed, 12 if seed % 4 else None) for seed in SEEDS}
    books = by_libreoffice({name: book_of(made) for name, made in years.items()}, tmp_path)
    assert [found for name, made in years.items() for found in differing(made, cells_of(books[name]))] == []


def test_a_planted_value_is_noticed_and_a_recalculation_replaces_it() -> None:
    made = collection("  rank: {ties: shared}\n", "unit form\nU1 90\nU2 80\n")
    data = planted(book_of(made))
    assert any(PLANTED in found for found in differing(made, cells_of(read_workbook(data, "ranking.xlsx"))))
    assert differing(made, by_ironcalc(data, sheet_names(data))) == []
