"""The sheet with the unit's ledger: every point lost or won, with the reviewers' words.

Apart from the ranking's ledger, which has all units and formulas.
"""

from collections.abc import Iterator
from decimal import Decimal

from xlrubric.excel_page import done
from xlrubric.feedback.paper import Page, Paper, widths_of
from xlrubric.ranked import Values, number, text
from xlrubric.ranking_book.pen import Shown, plainly

TITLE, NOTE, HEAD = 1, 2, 3


def write_ledger(paper: Paper) -> None:
    """Write the sheet."""
    widths = widths_of(paper.words, "ledger")
    page = Page(paper, "ledger", widths)
    page.whole(TITLE, Shown(paper.title("ledger"), "title"))
    page.whole(NOTE, Shown(paper.words.labels["ledger.note"], "note"))
    page.line(HEAD, {key: Shown(paper.ranking.labels[f"ledger.{key}"], "head") for key in widths})
    for n, cells in enumerate(_rows(paper), HEAD + 1):
        page.line(n, cells)
    page.page.freeze_panes(HEAD, 0)
    page.page.repeat_rows(HEAD - 1)
    last = HEAD + len(paper.unit.ledger)
    if last > HEAD:
        done(page.page.autofilter(HEAD - 1, 0, last - 1, len(widths) - 1))
    page.finish()


def _rows(paper: Paper) -> Iterator[dict[str, Shown]]:
    running = Decimal(0)
    for row in paper.unit.ledger:
        running += number(row, "points") or Decimal(0)
        yield _cells(paper, row, running)


def _cells(paper: Paper, row: Values, running: Decimal) -> dict[str, Shown]:
    base, points = row.get("kind") == "base", number(row, "points")
    left, center = ("base_text", "base_center") if base else ("text", "center")
    kind = text(row, "kind")
    lost = "lost" if (points or 0) < 0 else "won"
    return {
        "kind": Shown(paper.ranking.labels.get(f"kind.{kind}", kind), center),
        **{key: Shown(plainly(row.get(key)), left) for key in ("section", "item")},
        "finding": Shown(plainly(row.get("finding")), center),
        **{key: Shown(plainly(row.get(key)), left) for key in ("words", "amount")},
        "count": Shown(plainly(row.get("count")), center),
        "points": Shown(plainly(points), center if base else lost),
        **{key: Shown(plainly(row.get(key)), left) for key in ("remark", "found_by")},
        "running": Shown(running, center if base else "running"),
    }
