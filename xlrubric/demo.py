"""The whole job on twelve made-up units: built, filled in by a program with a fixed seed, returned, collected.

Apart from the commands; it uses only what they use. The returns hold what a real week brings: one unit sends
nothing, one overwrites its total, one returns twice, one types full-width digits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random

import xlsxwriter

from xlrubric.build import Built, Prefill, file_names, form_values, unit_workbooks
from xlrubric.collect import Collection, collect
from xlrubric.entries import Reading, Value
from xlrubric.expressions import references
from xlrubric.graph import Entry, name
from xlrubric.layout.form import Form, unit_form
from xlrubric.layout.sheets import Formula
from xlrubric.outputs import make_folder, write_bytes
from xlrubric.ranking import tables
from xlrubric.ranking_book import ranking_book
from xlrubric.scoring import evaluate
from xlrubric.skin import Skin, read_skin, shipped
from xlrubric.standard import Standard, read_standard
from xlrubric.units import Unit, read_units
from xlrubric.writer import Stamp, render

SEED = 2018
SENT, RETURNED, RANKED = datetime(2018, 10, 15, 9), datetime(2018, 12, 3, 8), datetime(2018, 12, 17, 10)
NAMES = (
    "青山局",
    "绿水局",
    "白云局",
    "长桥局",
    "古城局",
    "新港局",
    "东岭局",
    "西溪局",
    "南坪局",
    "北川局",
    "中洲局",
    "远山局",
)
LEADS = ("甲委", "乙委")
SILENT, ALTERED, TWICE, WIDE = 11, 4, 7, 2  # places in NAMES: sends nothing, overwrites, returns twice, ２
REVIEWERS = ("核查一组 王某", "核查二组 李某")
REMARKS = ("查台账", "查会议记录", "座谈了解", "对照通报文件", "现场察看")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Demo:
    """What a demonstration made."""

    folder: Path
    units: int
    returned: int
    collection: Collection


def demo(folder: Path, count: int = len(NAMES)) -> Demo:
    """Run the whole job in a folder (made if need be; files of an earlier demonstration are replaced)."""
    standard = read_standard(shipped("rubrics") / "xiangxi-2018.yaml")
    skin, units = read_skin(standard.rubric.language), made_up_units(count)
    for part in ("blank", "returned"):
        make_folder(folder / part)
    write_bytes(folder / "units.xlsx", unit_list(units))
    for built in unit_workbooks(standard, skin, units, Prefill(), Stamp(SENT)):
        write_bytes(folder / "blank" / built.name, built.data)
    returns = tuple(filled_in(standard, skin, units))
    for built in returns:
        write_bytes(folder / "returned" / built.name, built.data)
    listed = read_units(folder / "units.xlsx")
    collection = collect([folder / "returned"], standard, listed.units, extra=listed.problems)
    write_bytes(folder / "ranking.xlsx", ranking_book(collection, tables(collection), Stamp(RANKED)))
    return Demo(folder, len(units), len(returns), collection)


def made_up_units(count: int) -> tuple[Unit, ...]:
    """Give the made-up units."""
    return tuple(
        Unit(
            f"U{n + 1:02}",
            title,
            ("一组", "二组")[n % 2],
            LEADS[n * 2 // len(NAMES)],
            contact=f"联络员{n + 1}",
        )
        for n, title in enumerate(NAMES[:count])
    )


def unit_list(units: Sequence[Unit]) -> bytes:
    """Make the unit list as an office keeps it."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": SENT})
        page, bold = book.add_worksheet("单位名单"), book.add_format({"bold": True, "bg_color": "#D9E1EC"})
        page.set_column(0, 5, 16)
        page.freeze_panes(1, 0)
        for column, heading in enumerate(("编号", "单位名称", "组别", "牵头单位", "标签", "联系人")):
            page.write_string(0, column, heading, bold)
        for row, unit in enumerate(units, 1):
            for column, text in enumerate((unit.id, unit.name, unit.group, unit.lead, "", unit.contact)):
                page.write_string(row, column, text)
    return buffer.getvalue()


def filled_in(standard: Standard, skin: Skin, units: Sequence[Unit]) -> Iterator[Built]:
    """Fill in the forms as units and reviewers would, with a fixed seed."""
    chance = Random(SEED)
    for n, (unit, file) in enumerate(zip(units, file_names([f"{u.id} {u.name}" for u in units]), strict=True)):
        form = unit_form(standard, skin, unit)
        readings = _readings(standard, chance)
        prefill = Prefill({unit.id: readings}, {unit.id: _remarks(readings, chance)})
        values = form_values(form, prefill) | _signed(n)
        saved = Stamp(RETURNED + timedelta(hours=7 * n), f"联络员{n + 1}")
        if n == SILENT:
            continue
        if n == TWICE:
            yield Built(file, render(form, values, saved))
            values, saved = (
                _second_thoughts(form, prefill, n),
                replace(saved, created=saved.created + timedelta(days=2)),
            )
            file = file.replace(".xlsx", "（更正）.xlsx")
        if n == WIDE:
            values = _wide(form, values)
        if n == ALTERED:
            form, values = _altered(form, values)
        yield Built(file, render(form, values, saved))


def _readings(standard: Standard, chance: Random) -> dict[str, Reading]:
    """Answer every finding for both roles: most without fault, the review somewhat stricter."""
    boxes: dict[tuple[str, str], list[Entry]] = {}
    for entry in standard.graph.entries:
        boxes.setdefault((entry.role, entry.finding), []).append(entry)
    readings: dict[str, Reading] = {}
    targets = {finding.id: finding.target for finding in standard.rubric.findings()}
    for (role, finding), own in boxes.items():
        found = chance.random() < (0.12 if role == "self" else 0.2)
        for entry in own:
            value = _answer(entry, found, targets[finding], chance)
            if value is not None:
                readings[entry.name] = Reading(value)
    return readings


def _answer(entry: Entry, found: bool, target: Decimal | None, chance: Random) -> Value:
    if entry.options:
        return entry.options[1 if found else 0]
    if target is not None:
        return max(Decimal(0), target - chance.randint(1, 2)) if found else target + chance.randint(0, 2)
    if not entry.box.whole:
        return Decimal(chance.randint(1, 4)) / 2 if found else Decimal(0)
    return Decimal(chance.randint(1, 2)) if found else None


def _remarks(readings: Mapping[str, Reading], chance: Random) -> dict[str, str]:
    """Write a remark beside about half of what the reviewers found."""
    found = [n.partition(":")[2] for n, r in readings.items() if n.startswith("review.choice") and r.value == "有"]
    return {finding: chance.choice(REMARKS) for finding in found if chance.random() < 0.5}


def _signed(n: int) -> dict[str, Value]:
    return {
        "0/sign.self_by:": f"联络员{n + 1}",
        "0/sign.self_on:": "2018-11-30",
        "0/sign.review_by:": REVIEWERS[n % 2],
        "0/sign.review_on:": "2018-12-05",
    }


def _second_thoughts(form: Form, prefill: Prefill, n: int) -> dict[str, Value]:
    """Fill in the same form once more, with one fault taken back after a talk."""
    unit = form.units[0].id
    readings = dict(prefill.readings[unit])
    found = next(k for k, r in readings.items() if k.startswith("review.choice") and r.value == "有")
    readings[found] = Reading("无")
    readings.pop(found.replace("choice", "number"), None)
    return form_values(form, Prefill({unit: readings}, prefill.remarks)) | _signed(n)


def _wide(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """Type one count in full-width digits; the sheet, which sees a text, counts it as none."""
    counts = (k for k, v in values.items() if k.startswith("0/review.number") and isinstance(v, Decimal) and v > 0)
    full = next(k for k in counts if values.get(k.replace("number", "choice")) == "有")
    local = full.removeprefix("0/")
    typed = str(values[full]).translate(WIDE_DIGITS)
    entries = {e.name: values.get(f"0/{e.name}") for e in form.standard.graph.entries} | {local: typed}
    seen = form_values(form, Prefill({form.units[0].id: {k: Reading(v) for k, v in entries.items()}}))
    return {**values, **seen, full: typed}


def _altered(form: Form, values: Mapping[str, Value]) -> tuple[Form, dict[str, Value]]:
    """Write 100 over the formula of the official total; what refers to it follows, as in any spreadsheet."""
    total, typed = f"0/{name(form.standard.rubric.counts, 'total')}", Decimal(100)
    sheets = (
        replace(s, cells=tuple(replace(c, content=typed) if c.name == total else c for c in s.cells))
        for s in form.sheets
    )
    over = {**values, total: typed}
    followers = {
        cell.name: evaluate(cell.content.expression, over)
        for _, cell in form.computed()
        if isinstance(cell.content, Formula) and total in references(cell.content.expression)
    }
    return replace(form, sheets=tuple(sheets)), {**over, **followers}
