"""The error book of returns: every code of ``messages.returns`` with its smallest material and exact lines."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests.errors.book import Page, as_told, as_written, missing, unknown
from tests.errors.merging_pages import BESIDE_MERGED, KEY, MERGED
from tests.errors.return_material import (
    CHOICE,
    COUNT,
    COVER,
    GOOD,
    RUBRIC,
    SCORING,
    SHOWN,
    STANDARD,
    TAGGED,
    UNIT,
    damaged_archive,
    form,
    form_of,
    tagged_form,
    ticked_form,
)
from tests.errors.return_pages import ALTERED
from tests.returns.raw import (
    all_values,
    put,
    put_formula,
    zipped,
)
from tests.small_forms import standard
from xlrubric.build import Prefill, leadless, read_prefill, untouched
from xlrubric.cli import run
from xlrubric.cli.texts import Texts
from xlrubric.collect import collect
from xlrubric.entry_tables import EntryRow
from xlrubric.healing import heal, healing_of
from xlrubric.intake import arrivals
from xlrubric.messages.returns import RETURNS
from xlrubric.problems import Place, Problem
from xlrubric.rubric import Merge
from xlrubric.self_checks import with_self_checks
from xlrubric.skin import read_skin
from xlrubric.writer import Stamp

BALLOT = (Path(__file__).parents[2] / "samples" / "ballots" / "述职测评（牵头单位） 01.xlsx").read_bytes()
STAMP = Stamp(datetime(2018, 10, 1))

# The material is the file a.xlsx (an archive: a.zip); None: it is made below, with nothing from any file.
PAGES = (
    *ALTERED,
    *MERGED,
    Page(
        "not-recalculated",
        all_values(all_values(GOOD, SCORING, ""), COVER, ""),
        "a.xlsx: [not-recalculated] no program has recalculated this file; it was scored from its entries.",
        "a.xlsx: [not-recalculated] 此文件没有被任何程序重新计算过，已按所填内容计分。",
    ),
    Page(
        "entry-refused",
        put(GOOD, CHOICE, "是"),
        "a.xlsx!评分表!K7: [entry-refused] “是” cannot stand here (finding 1.1.1; allowed: 无 / 有); it counts "
        "as not filled in. Ask.",
        "a.xlsx!评分表!K7: [entry-refused] “是”不能填在这里（1.1.1，可填：无 / 有），按未填处理。请其更正。",
    ),
    Page(
        "entry-normalised",
        put(GOOD, COUNT, "０次"),
        "a.xlsx!评分表!L8: [entry-normalised] “０次” was read as 0 (finding 1.1.2).",
        "a.xlsx!评分表!L8: [entry-normalised] “０次”读作 0（1.1.2）。",
    ),
    Page(
        "entry-formula",
        put_formula(GOOD, COUNT, "1-1", 0),
        "a.xlsx!评分表!L8: [entry-formula] a formula stands in an entry (=1-1); its value was taken. Look "
        "whether the value is right.",
        "a.xlsx!评分表!L8: [entry-formula] 填写格中是公式（=1-1），已取其值。请核对该值。",
    ),
    Page(
        "evidence-unread",
        ticked_form("有"),
        "a.xlsx!佐证材料!E7: [evidence-unread] “有” cannot stand here (item 1.1, “d”; allowed: 已备 / 缺 / 不涉及); "
        "it counts as not said. Ask.",
        "a.xlsx!佐证材料!E7: [evidence-unread] “有”不能填在这里（1.1“d”，可填：已备 / 缺 / 不涉及），"
        "按未填处理。请其更正。",
    ),
    Page(
        "count-without-finding",
        put(GOOD, COUNT, 2),
        "a.xlsx!评分表!L8: [count-without-finding] finding 1.1.2 has a count but is not marked as found; the "
        "count was taken. Ask which is right.",
        "a.xlsx!评分表!L8: [count-without-finding] 1.1.2 填了数量而没有选“有”，已按数量计。请核实。",
    ),
    Page(
        "finding-without-count",
        form("无", "有"),
        "a.xlsx!评分表!L8: [finding-without-count] finding 1.1.2 is marked as found but has no count; nothing "
        "was counted. Ask for the count.",
        "a.xlsx!评分表!L8: [finding-without-count] 1.1.2 选了“有”而没有数量，未计分。请补填数量。",
    ),
    Page(
        "form-incomplete",
        form("无"),
        "a.xlsx: [form-incomplete] 1 of 2 findings are filled in (review); a blank is not 0 and costs nothing "
        "yet, so the score is provisional. Ask for the rest.",
        "a.xlsx: [form-incomplete] 2 项中填了 1 项（核查）；空白不等于 0，暂不扣分，得分是暂定的。请其补填。",
    ),
    Page(
        "form-blank",
        form(),
        "a.xlsx: [form-blank] nothing is filled in (review; the other side: 0 of 2); the unit is not ranked. Ask "
        "for the filled-in form.",
        "a.xlsx: [form-blank] 没有填写（核查；另一方填了 0/2 项），不参加排名。请其填好后交回。",
    ),
    Page(
        "superseded",
        GOOD,
        "a.xlsx: [superseded] a newer return of unit U1 is there (b.xlsx); this one was not taken. Look whether "
        "that is right.",
        "a.xlsx: [superseded] 单位 U1 另有较新的文件（b.xlsx），此文件未采用。请核对。",
    ),
    Page(
        "newer-but-blank",
        form(day=3),
        "a.xlsx: [newer-but-blank] this return of unit U1 was saved later, but nothing is filled in where it "
        "counts; b.xlsx was taken. Look whether that is right.",
        "a.xlsx: [newer-but-blank] 单位 U1 的此文件保存较晚，但计分的一方没有填写，仍采用 b.xlsx。请核对。",
    ),
    Page(
        "same-time",
        GOOD,
        "b.xlsx: [same-time] two returns of unit U1 were saved at the same time (also a.xlsx). Look which is right.",
        "b.xlsx: [same-time] 单位 U1 有两个文件保存时间相同（另一个：a.xlsx）。请核对哪个正确。",
    ),
    Page(
        "duplicate",
        GOOD,
        "b.xlsx: [duplicate] the same file as a.xlsx.",
        "b.xlsx: [duplicate] 与 a.xlsx 完全相同。",
    ),
    Page(
        "self-check-differs",
        form_of("review", self="无", review="无"),
        "a.xlsx!评分表!G7: [self-check-differs] 1.1.1: the self-check beside the review says 无, the unit's own form "
        "(b.xlsx) 有; the unit's own was taken. Ask who changed it.",
        "a.xlsx!评分表!G7: [self-check-differs] 1.1.1：核查表中所附的自查为 无，单位自查表（b.xlsx）为 有；"
        "已采用单位自查表。请查明是谁改动的。",
    ),
    Page(
        "self-check-missing",
        GOOD,
        "a.xlsx: [self-check-missing] units without a self-check: 1 (甲); theirs stays blank in the forms for the "
        "review. Ask for it, or build those forms again when it is there.",
        "a.xlsx: [self-check-missing] 1 个单位没有自查（甲），其核查表中自查部分为空。"
        "请催交，收到后重新生成这些核查表。",
    ),
    Page(
        "other-side",
        form_of("self"),
        "a.xlsx: [other-side] for the unit U1 b.xlsx was taken, which was filled in by the side that counts. Nothing "
        "need be done.",
        "a.xlsx: [other-side] 单位 U1 已采用 b.xlsx，该表由计分一方填写。无需处理。",
    ),
    Page(
        "not-healed",
        BALLOT,
        "a.xlsx: [not-healed] this is a ballot or a list; only forms are made anew. Nothing need be done.",
        "a.xlsx: [not-healed] 这是测评票或清单；只重做评分表。无需处理。",
    ),
    Page(
        "other-tags",
        tagged_form(),
        "a.xlsx!标识!B12: [other-tags] the form of unit U1 was made for the tags 机关; the unit list says —. Its score "
        "is that of the form. Send out a new form if the list is right.",
        "a.xlsx!标识!B12: [other-tags] 单位 U1 的表是按标签“机关”制作的，而单位名单上是“—”。"
        "得分按这份表计；若名单正确，请重发新表。",
    ),
    Page(
        "archive-member-unreadable",
        damaged_archive(),
        "a.zip/b.xlsx: [archive-member-unreadable] this file in the archive cannot be read (it does not match its "
        "checksum). Unpack the archive by hand.",
        "a.zip/b.xlsx: [archive-member-unreadable] 压缩包中的此文件无法读取（it does not match its checksum）。"
        "请手工解压。",
    ),
    Page(
        "nothing-to-collect",
        zipped({}),
        "a.zip: [nothing-to-collect] there is no file here. Name the folder with the returned files.",
        "a.zip: [nothing-to-collect] 这里没有文件。请指明收回文件所在的文件夹。",
    ),
    Page(
        "unit-nothing-applies",
        None,
        "u.csv: [unit-nothing-applies] nothing in the rubric applies to unit U1 (its tags: —). Fill in the column "
        "tags; the rubric knows: 机关.",
        "u.csv: [unit-nothing-applies] 细则中没有适用于单位 U1 的内容（其标签：—）。请填写“标签”一列；细则中有：机关。",
    ),
    Page(
        "unit-in-no-lead",
        None,
        "u.csv: [unit-in-no-lead] unit U1 has no lead unit. Fill in the column lead, or build without --by lead.",
        "u.csv: [unit-in-no-lead] 单位 U1 没有牵头单位。请填写“牵头单位”一列，或不用 --by lead。",
    ),
    Page(
        "entry-unknown-unit",
        None,
        "e.csv:2:4: [entry-unknown-unit] the unit U9 is not in the unit list. Correct the id.",
        "e.csv:2:4: [entry-unknown-unit] 单位 U9 不在单位名单中。请更正编号。",
    ),
    Page(
        "entry-unknown-finding",
        None,
        "e.csv:2:4: [entry-unknown-finding] the rubric has no finding 9.9.9. See `xlrubric check` for the ids.",
        "e.csv:2:4: [entry-unknown-finding] 细则中没有编号 9.9.9。编号见 xlrubric check。",
    ),
    Page(
        "entry-not-applicable",
        None,
        "e.csv:2:4: [entry-not-applicable] 1.1.2 does not apply to unit U1 (its tags: —); the entry 3 was left o"
        "ut. Correct "
        "the unit's tags, or delete the row.",
        "e.csv:2:4: [entry-not-applicable] 1.1.2 不适用于单位 U1（其标签：—），所填“3”未采用。请更正该单位的标签"
        "，或删去这一行。",
    ),
)
EXISTS = Page(
    "output-exists",
    None,
    "out: [output-exists] the folder already holds 1 of these files, U1 甲.xlsx first; nothing was written. Name "
    "another folder, or add --overwrite.",
    "out: [output-exists] 文件夹中已有 1 个同名文件（如 U1 甲.xlsx），没有写入。请另选文件夹，或加 --overwrite 覆盖。",
)

# what comes beside the material, for files that compete
BESIDE = {
    "superseded": form("有", "无", day=2),
    "newer-but-blank": GOOD,
    "same-time": form("有", "无"),
    "duplicate": GOOD,
    "self-check-differs": form_of("self", self="有"),
    "other-side": GOOD,
    **BESIDE_MERGED,
}
OTHERS = {"other-tags": standard(TAGGED), "evidence-unread": standard(SHOWN)}  # made with another rubric
ROW = EntryRow("U9", "9.9.9", "review", "1", "", Place("e.csv", 2, 4))


def problems_of(page: Page) -> Sequence[Problem]:
    """Read the material from the present folder, or do what else brings the problem about."""
    if isinstance(page.material, bytes):
        return of_file(page, page.material)
    if page.code == "unit-nothing-applies":
        sections = "[{name: s, applies_to: [机关], items: [{name: i, points: 1, findings: [{text: x, deduct: 1}]}]}]"
        return untouched(standard(f"rubric: r\ntitle: t\nsections: {sections}\n"), [UNIT], "u.csv")
    if page.code == "unit-in-no-lead":
        return leadless([UNIT], "u.csv")
    return prefilled(page)


def of_file(page: Page, data: bytes) -> Sequence[Problem]:
    """Collect the file, or read it as the command does whose message it is."""
    path = Path("a.zip" if page.code in ("archive-member-unreadable", "nothing-to-collect") else "a.xlsx")
    path.write_bytes(data)
    if page.code in BESIDE:
        Path("b.xlsx").write_bytes(BESIDE[page.code])
    if page.code == "self-check-missing":  # the form was filled in, but on the other side
        return with_self_checks(Prefill(), [path], STANDARD, [UNIT])[1]
    if page.code == "not-healed":
        return heal(healing_of(STANDARD, read_skin("zh-Hans"), [UNIT], STAMP), arrivals([path]))[1]
    key = KEY if page.code == "not-genuine" else None
    rule: Merge | None = "newest" if page.code == "entries-differ" else None
    return collect(sorted(Path().iterdir()), OTHERS.get(page.code, STANDARD), [UNIT], key=key, merge=rule).problems


def prefilled(page: Page) -> Sequence[Problem]:
    """Read an entry that cannot be used."""
    if page.code == "entry-not-applicable":
        row = EntryRow("U1", "1.1.2", "review", "3", "", Place("e.csv", 2, 4))
        return read_prefill(standard(TAGGED), [row], units={"U1": UNIT}).problems
    known = {"entry-unknown-unit": ["U1"], "entry-unknown-finding": None}[page.code]
    return read_prefill(STANDARD, [ROW], known).problems


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_damage_brings_its_message(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_told(p for p in problems_of(page) if p.code == page.code) == [as_written(page)]


def test_a_good_return_brings_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert problems_of(Page("", GOOD, "", "")) == ()


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(RETURNS, (*PAGES, EXISTS)) == []
    assert unknown(RETURNS, (*PAGES, EXISTS)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_workbook_that_is_there_already_is_not_overwritten(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("r.yaml").write_text(RUBRIC, encoding="utf-8")
    Path("u.csv").write_text("id,name\nU1,甲\nU2,乙\n", encoding="utf-8")
    Path("out").mkdir()
    Path("out", "U1 甲.xlsx").write_bytes(b"somebody's work")
    assert run(["build", "r.yaml", "--units", "u.csv", "--out", "out"], Texts(language)) == 1
    assert capsys.readouterr().err == (EXISTS.en if language == "en" else EXISTS.zh) + "\n"
    assert [path.read_bytes() for path in Path("out").iterdir()] == [b"somebody's work"]
