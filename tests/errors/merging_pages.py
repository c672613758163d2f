"""The pages of the error book on several files of one unit, and the file that comes beside each.

Apart from the rest of the returns' book, which would be too long with them.
"""

from datetime import datetime

from tests.errors.book import Page
from tests.errors.return_material import FORM, GOOD, form
from xlrubric.build import Prefill, form_values
from xlrubric.entries import Reading
from xlrubric.sealing import sealed
from xlrubric.writer import Stamp, render

KEY = b"a key of 16 bytes"


def signed(day: int) -> bytes:
    """Give the form with the office's signature, filled in."""
    ours = sealed(FORM, KEY)
    return render(ours, form_values(ours, Prefill({"U1": {"review.choice:1.1.1": Reading("无")}})), at(day))


def at(day: int) -> Stamp:
    return Stamp(datetime(2018, 10, day))


def second_only(day: int) -> bytes:
    """Give the form with the second finding filled in and the first not."""
    return render(FORM, form_values(FORM, Prefill({"U1": {"review.choice:1.1.2": Reading("无")}})), at(day))


MERGED = (
    Page(
        "entries-differ",
        GOOD,
        "b.xlsx!评分表!K7: [entries-differ] 1.1.1: this file says 有, a.xlsx (K7) says 无; the newest counts, as the "
        "rule says. Nothing need be done.",
        "b.xlsx!评分表!K7: [entries-differ] 1.1.1：此文件填 有，a.xlsx（K7）填 无；按规则采用最后保存的。无需处理。",
    ),
    Page(
        "entries-open",
        GOOD,
        "b.xlsx!评分表!K7: [entries-open] 1.1.1: this file says 有, a.xlsx (K7) says 无; nothing was decided, the "
        "finding stays open. Leave one of the files out, or state the rule: --merge newest takes what was saved last.",
        "b.xlsx!评分表!K7: [entries-open] 1.1.1：此文件填 有，a.xlsx（K7）填 无；未作取舍，此项空缺。"
        "请剔除其中一个文件，或写明规则：--merge newest 采用最后保存的。",
    ),
    Page(
        "merged-from",
        GOOD,
        "a.xlsx: [merged-from] 1 findings of unit U1 were taken from this file, since no newer one says anything of "
        "them: 1.1.2. Look whether they were taken back on purpose; --merge whole takes nothing from older files.",
        "a.xlsx: [merged-from] 单位 U1 有 1 项取自此文件（较新的文件未填）：1.1.2。"
        "请核对是否有意撤回；--merge whole 不从较旧的文件取数。",
    ),
    Page(
        "merged-part",
        form("无"),
        "a.xlsx: [merged-part] 1 findings of unit U1 were taken from this file: 1.1.1. Nothing need be done.",
        "a.xlsx: [merged-part] 单位 U1 有 1 项取自此文件：1.1.1。无需处理。",
    ),
    Page(
        "not-genuine",
        form("有", day=9),
        "a.xlsx: [not-genuine] this file does not bear the office's signature; for unit U1 b.xlsx was taken. Ask where "
        "the file comes from.",
        "a.xlsx: [not-genuine] 此文件没有本单位的签名；单位 U1 采用 b.xlsx。请查明文件来历。",
    ),
)

BESIDE_MERGED = {
    "entries-differ": form("有", day=2),
    "entries-open": form("有", day=2),
    "merged-from": form("无", day=2),
    "merged-part": second_only(2),
    "not-genuine": signed(1),
}
