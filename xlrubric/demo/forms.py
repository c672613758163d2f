"""Forms of the demonstration filled in as units and reviewers would, by a program with a fixed seed.

Apart from the rest of the demonstration: here stand the faults that a real week brings. One unit sends nothing, one
overwrites its total, one returns twice, one types full-width digits; a few units are weak in every year.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from xlrubric.build import Built, Prefill, file_names, form_values
from xlrubric.demo.people import WEAK
from xlrubric.entries import Reading, Value
from xlrubric.expressions import references
from xlrubric.graph import Entry, name
from xlrubric.layout.evidence import REMARK, STATE, WHERE, documents, evidence_words
from xlrubric.layout.form import Form, unit_form
from xlrubric.layout.sheets import Formula
from xlrubric.scoring import evaluate
from xlrubric.skin import Skin
from xlrubric.standard import Standard
from xlrubric.units import Unit
from xlrubric.writer import Stamp, render

SEED = YEAR = 2018
RETURNED = datetime(2018, 12, 3, 8)
ALTERED, TWICE, WIDE = 4, 7, 2  # places in the unit list: overwrites, returns twice, ２; the last one sends nothing
REVIEWERS = ("核查一组 王某", "核查二组 李某")
REMARKS = ("查台账", "查会议记录", "座谈了解", "对照通报文件", "现场察看")
LIKELY = (80, 8, 6, 6)  # of a document: there, missing, of no concern, not said
FILED = ("{item}/会议记录.pdf", "〔2018〕15号", "台账第3册第12至18页", "https://oa.example.cn/dj/{item}.zip")
EXCUSES = ("正在补", "原件在上级机关", "年中换届，未移交")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def filled_in(standard: Standard, skin: Skin, units: Sequence[Unit]) -> Iterator[Built]:
    """Fill in the forms of all units but the last, which sends nothing."""
    chance = Random(SEED)
    for n, (unit, file) in enumerate(zip(units, file_names([f"{u.id} {u.name}" for u in units]), strict=True)):
        form = unit_form(standard, skin, unit)
        readings = made_up_readings(standard, chance, weak=WEAK.get(n, YEAR + 1) <= YEAR)
        evidence = made_up_evidence(form.standards[0], chance)
        prefill = Prefill({unit.id: readings}, {unit.id: _remarks(readings, chance)}, free={unit.id: evidence})
        values = form_values(form, prefill) | _signed(n)
        saved = Stamp(RETURNED + timedelta(hours=n), f"联络员{n + 1}")
        if n == len(units) - 1:
            continue
        if n == TWICE:
            yield Built(file, render(form, values, saved))
            values, saved = (
                _second_thoughts(form, prefill, n),
                replace(saved, created=saved.created + timedelta(days=2)),
            )
            file = file.replace(".xlsx", "（更正）.xlsx")
        if n == WIDE:
            values = _wide(form, values, prefill)
        if n == ALTERED:
            form, values = _altered(form, values)
        yield Built(file, render(form, values, saved))


def made_up_readings(standard: Standard, chance: Random, *, weak: bool) -> dict[str, Reading]:
    """Answer every finding for both roles: most without fault, the review somewhat stricter."""
    boxes: dict[tuple[str, str], list[Entry]] = {}
    for entry in standard.graph.entries:
        boxes.setdefault((entry.role, entry.finding), []).append(entry)
    readings: dict[str, Reading] = {}
    targets = {finding.id: finding.target for finding in standard.rubric.findings()}
    for (role, finding), own in boxes.items():
        likely = 0.08 if role == "self" else 0.5 if weak else 0.13
        found = chance.random() < likely
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


def made_up_evidence(standard: Standard, chance: Random) -> dict[str, Value]:
    """Tick the documents that the standard asks for: most are there, with where they are, a few are missing."""
    ticked: dict[str, Value] = {}
    there, missing, none = evidence_words(standard)
    for document in documents(standard):
        word = chance.choices((there, missing, none, ""), LIKELY)[0]
        ticked |= {f"{STATE}:{document.id}": word} if word else {}
        if word == there:
            ticked[f"{WHERE}:{document.id}"] = chance.choice(FILED).format(item=document.item.id)
        elif word == missing and chance.random() < 0.5:
            ticked[f"{REMARK}:{document.id}"] = chance.choice(EXCUSES)
    return ticked


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
    return form_values(form, replace(prefill, readings={unit: readings})) | _signed(n)


def _wide(form: Form, values: Mapping[str, Value], prefill: Prefill) -> dict[str, Value]:
    """Type one count in full-width digits; the sheet, which sees a text, counts it as none."""
    counts = (k for k, v in values.items() if k.startswith("0/review.number") and isinstance(v, Decimal) and v > 0)
    full = next(k for k in counts if values.get(k.replace("number", "choice")) == "有")
    local = full.removeprefix("0/")
    typed = str(values[full]).translate(WIDE_DIGITS)
    entries = {e.name: values.get(f"0/{e.name}") for e in form.standard.graph.entries} | {local: typed}
    seen = form_values(form, replace(prefill, readings={form.units[0].id: {k: Reading(v) for k, v in entries.items()}}))
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
