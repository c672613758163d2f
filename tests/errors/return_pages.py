"""The pages of forms that were taken apart or altered, for the error book of returns.

Apart from the book only for their number.
"""

import re

from tests.errors.book import Page
from tests.errors.return_material import (
    COLUMNS,
    COUNT,
    COVER,
    FACTS,
    GOOD,
    HOWTO,
    IDENTITY,
    LAST,
    ROW,
    SCORING,
    SUBTOTAL,
    TOTAL,
    form,
    without,
)
from tests.returns.raw import formula_changed, part_changed, put, sheet_changed, value_changed, without_row
from tests.test_xlsx_package import GOOD as PLAIN
from tests.test_xlsx_package import archive

# The material is the file a.xlsx (an archive: a.zip); None: it is made below, with nothing from any file.

ALTERED = (
    Page(
        "not-a-form",
        archive(PLAIN),
        "a.xlsx: [not-a-form] this workbook is not a scoring form: it has no identity sheet. Return the form "
        "that was sent out.",
        "a.xlsx: [not-a-form] 这不是评分工作簿：没有标识表。请交回发出的评分工作簿。",
    ),
    Page(
        "other-rubric",
        put(GOOD, FACTS["rubric"], "s"),
        "a.xlsx!标识!B2: [other-rubric] this is a form of another standard (s, not r). Collect it with its own rubric.",
        "a.xlsx!标识!B2: [other-rubric] 这是另一标准的表（s，不是 r）。请用它自己的细则汇总。",
    ),
    Page(
        "other-version",
        put(GOOD, FACTS["fingerprint"], "0"),
        "a.xlsx!标识!B3: [other-version] this form was made from another version of the rubric; its entries were "
        "scored by today's. Compare the two versions, or have the form filled in anew.",
        "a.xlsx!标识!B3: [other-version] 此表由细则的另一版本生成，已按现行细则计分。请核对两个版本，或请其改填新表。",
    ),
    Page(
        "other-layout",
        put(GOOD, FACTS["layout"], "0"),
        "a.xlsx!标识!B4: [other-layout] this form was laid out with other labels or by another version of the "
        "program; it was scored from its entries, but its texts and figures could not be compared. Collect it "
        "with the labels and the version that it was built with, or look it through.",
        "a.xlsx!标识!B4: [other-layout] 此表由另一套标签或另一版本的程序排版；已按所填内容计分，但文字和数字无法"
        "逐格核对。请用生成时的标签和版本汇总，或人工核对。",
    ),
    Page(
        "form-damaged",
        put(GOOD, (IDENTITY, FACTS["unit.0.id"][1].replace("B", "A")), None),
        "a.xlsx!标识: [form-damaged] the identity sheet says nothing of a unit. Ask for the form as it was sent out.",
        "a.xlsx!标识: [form-damaged] 标识表中没有单位。请其交回原样的表。",
    ),
    Page(
        "unknown-unit",
        put(GOOD, FACTS["unit.0.id"], "U9"),
        "a.xlsx!标识!B7: [unknown-unit] the unit U9 (甲) is not in the unit list. Add it to the list, or leave "
        "the file out.",
        "a.xlsx!标识!B7: [unknown-unit] 单位 U9（甲）不在单位名单中。请补入名单，或剔除此文件。",
    ),
    Page(
        "sheet-gone",
        without(COVER),
        "a.xlsx!封面: [sheet-gone] this sheet is gone. Ask for the form as it was sent out.",
        "a.xlsx!封面: [sheet-gone] 这张工作表不见了。请其交回原样的表。",
    ),
    Page(
        "sheet-twice",
        put(GOOD, (HOWTO, "A1"), "cover:U1"),
        "a.xlsx!封面: [sheet-twice] one sheet stands there more than once (封面, 填写说明); none of them was "
        "read. Keep the right one.",
        "a.xlsx!封面: [sheet-twice] 同一张表出现多次（封面, 填写说明），均未采用。请保留正确的一张。",
    ),
    Page(
        "sheet-of-another-unit",
        put(GOOD, (SCORING, "A1"), "scoring:U2"),
        "a.xlsx!评分表!A1: [sheet-of-another-unit] this sheet belongs to another form (scoring:U2 instead of "
        "scoring:U1). Ask for the unit's own sheet.",
        "a.xlsx!评分表!A1: [sheet-of-another-unit] 这张表属于另一份表（是 scoring:U2，应为 scoring:U1）。请其交回"
        "本单位的表。",
    ),
    Page(
        "sheet-key-gone",
        put(GOOD, (SCORING, "A1"), None),
        "a.xlsx!评分表!A1: [sheet-key-gone] the hidden key of this sheet (scoring:U1) was removed; it was read "
        "by its tab. Look whether it is theirs.",
        "a.xlsx!评分表!A1: [sheet-key-gone] 此表的隐藏标记（scoring:U1）被删除，已按表名读取。请核对是否为本单位的表。",
    ),
    Page(
        "keys-gone",
        without_row(GOOD, SCORING, 1),
        "a.xlsx!评分表!A1: [keys-gone] the hidden keys in the first row or column of this sheet were removed; "
        "nothing in it was read. Ask for the form as it was sent out.",
        "a.xlsx!评分表!A1: [keys-gone] 此表首行或首列的隐藏标记被删除，整张表未读取。请其交回原样的表。",
    ),
    Page(
        "sheet-renamed",
        part_changed(GOOD, "xl/workbook.xml", lambda xml: xml.replace(f'"{HOWTO}"', '"h"')),
        "a.xlsx!h: [sheet-renamed] the tab was renamed (sent out as “填写说明”).",
        "a.xlsx!h: [sheet-renamed] 工作表被改名（发出时为“填写说明”）。",
    ),
    Page(
        "row-gone",
        without_row(GOOD, HOWTO, 3),
        "a.xlsx!填写说明!A3: [row-gone] the row line.1 was removed; what it held counts as not filled in. Ask "
        "for it, or enter it in the form.",
        "a.xlsx!填写说明!A3: [row-gone] “line.1”一行被删除，其中内容按未填处理。请其补填。",
    ),
    Page(
        "row-twice",
        put(GOOD, (HOWTO, "A4"), "line.1"),
        "a.xlsx!填写说明!A4: [row-twice] the row line.1 stands there twice; the first (row 3) was taken. Look "
        "which is right.",
        "a.xlsx!填写说明!A4: [row-twice] “line.1”一行重复出现，取第一处（第 3 行）。请核对哪一行正确。",
    ),
    Page(
        "column-gone",
        put(GOOD, (SCORING, COLUMNS["review.choice"] + "1"), None),
        "a.xlsx!评分表!K1: [column-gone] the column review.choice was removed. Ask for the form as it was sent out.",
        "a.xlsx!评分表!K1: [column-gone] “review.choice”一列被删除。请其交回原样的表。",
    ),
    Page(
        "column-twice",
        put(GOOD, (SCORING, COLUMNS["hint"] + "1"), "remark"),
        "a.xlsx!评分表!P1: [column-twice] the column remark stands there twice; the first (column O) was taken. "
        "Look which is right.",
        "a.xlsx!评分表!P1: [column-twice] “remark”一列重复出现，取第一处（第 O 列）。请核对哪一列正确。",
    ),
    Page(
        "rows-moved",
        sheet_changed(GOOD, HOWTO, lambda xml: re.sub(f'r="([AB]?){LAST}"', rf'r="\g<1>{LAST + 1}"', xml)),
        "a.xlsx!填写说明: [rows-moved] rows or columns were moved or inserted; all was read by its key.",
        "a.xlsx!填写说明: [rows-moved] 行或列被移动或插入，已按标记读取。",
    ),
    Page(
        "formula-replaced",
        put(GOOD, TOTAL, 5),
        "a.xlsx!评分表!N10: [formula-replaced] the formula was replaced by 5 (sent out: =N9). The score was "
        "computed anew. Ask why.",
        "a.xlsx!评分表!N10: [formula-replaced] 公式被改成了值 5（发出时为 =N9）。得分已重新计算。请问明原因。",
    ),
    Page(
        "formula-changed",
        formula_changed(GOOD, TOTAL, lambda formula: formula + "+1"),
        "a.xlsx!评分表!N10: [formula-changed] the formula was changed to =N9+1 (sent out: =N9). The score was "
        "computed anew. Ask why.",
        "a.xlsx!评分表!N10: [formula-changed] 公式被改为 =N9+1（发出时为 =N9）。得分已重新计算。请问明原因。",
    ),
    Page(
        "text-changed",
        put(GOOD, (SCORING, COLUMNS["finding"] + ROW), "z"),
        "a.xlsx!评分表!E7: [text-changed] a locked text was changed to “z” (sent out: “a”). Ask why.",
        "a.xlsx!评分表!E7: [text-changed] 锁定的文字被改为“z”（发出时为“a”）。请问明原因。",
    ),
    Page(
        "value-differs",
        value_changed(GOOD, TOTAL, 4),
        "a.xlsx!评分表!N10: [value-differs] the file shows 4; by its entries it is 5. Ours counts. Ask how the "
        "figure came about.",
        "a.xlsx!评分表!N10: [value-differs] 文件显示 4，按所填内容应为 5，以后者为准。请问明原因。",
    ),
    Page(
        "values-follow",
        value_changed(put(GOOD, SUBTOTAL, 4), TOTAL, 4),
        "a.xlsx: [values-follow] 1 further figures differ only because others in this file do.",
        "a.xlsx: [values-follow] 另有 1 个数只是随文件中其他数而不同。",
    ),
    Page(
        "total-differs",
        put(form("无", "有"), COUNT, "２"),
        "a.xlsx!评分表!N10: [total-differs] the file shows a total of 5; read as the other remarks say, it is 3. "
        "Ours counts. Have the entries named there corrected.",
        "a.xlsx!评分表!N10: [total-differs] 文件显示总分 5，按其他各条的读法应为 3，以后者为准。请更正所指的填写内容。",
    ),
    Page(
        "row-unknown",
        put(GOOD, (HOWTO, "A3"), None),
        "a.xlsx!填写说明!B3: [row-unknown] a row that was not sent out holds content (一、淡黄色的格子由您填写，"
        "其余格子由表格自动计算，不能改动。); it counts nothing. Look whether it belongs in a row of the form.",
        "a.xlsx!填写说明!B3: [row-unknown] 此行不是发出时就有的，写有内容（一、淡黄色的格子由您填写，其余格子由表"
        "格自动计算，不能改动。），未计分。请核对是否应填入表中原有的行。",
    ),
)
