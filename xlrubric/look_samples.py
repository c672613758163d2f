"""Where each style and mark of a look is used, and a text to show it with: the words of templates/look.xlsx.

Apart from ``look_template``, which draws the workbook: here are only words.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sample:
    """A style: where it is used, in Chinese and English, and a text or number to show it with."""

    zh: str
    en: str
    text: str | float | datetime.date


GROUPS: Mapping[str, Mapping[str, Sample]] = {
    "题目和封面 titles and cover": {
        "title": Sample("各表的题目", "titles of sheets", "2018年度考核评分表"),
        "subtitle": Sample("题目下的一行", "the line below a title", "2018年1月1日至12月31日"),
        "label": Sample("封面上的栏目名", "labels on the cover", "单位"),
        "value": Sample("封面上的内容", "what stands beside them", "州财政局"),
        "figure": Sample("表头上的总分", "the totals above the table", 95.5),
        "link": Sample("可点击的项目名", "names to click on", "一、组织领导"),
        "total_link": Sample("可点击的合计", "the total to click on", "合计"),
        "rate": Sample("得分率", "shares of points", 0.955),
        "rate_total": Sample("合计的得分率", "the total's share", 0.955),
        "waiting_head": Sample("待填清单的题目", "heading of what is missing", "待填、待核对"),
        "waiting": Sample("待填清单的各行", "what is missing, line by line", "1.2.3 缺数量"),
        "plain": Sample("填写说明的正文", "the text of the how-to page", "淡黄色的格子由您填写。"),
    },
    "评分表的表头 headings": {
        "head": Sample("表头", "headings", "考核内容"),
        "head_self": Sample("自查各列的表头", "headings of the self-check", "自查"),
        "head_review": Sample("核查各列的表头", "headings of the review", "核查"),
        "band": Sample("分段的标题行", "headings of parts", "一、组织领导"),
        "status": Sample("填报进度", "how much is filled in", "核查：3项未填"),
        "way": Sample("跳转的链接", "links that lead on", "→ 下一个未填"),
        "way_head": Sample("链接上方的小字", "small print above links", "待填"),
    },
    "评分表的正文 the table": {
        "section": Sample("左边的项目名", "names of sections", "一、组织领导"),
        "text": Sample("考核内容、情形", "items and findings", "1.1 建立责任制，有部署、有检查"),
        "again": Sample("合并格中重复的文字", "texts repeated for the filter", "1.1 建立责任制"),
        "center": Sample("分值等居中的内容", "points and the like", 10),
        "score": Sample("得分", "scores", 9.5),
        "effect": Sample("扣加分", "points off or on", -0.5),
        "hint": Sample("提示", "what is to be checked", "缺数量"),
        "subtotal": Sample("小计", "subtotals", 38),
        "subtotal_words": Sample("小计行里的说明", "small print in subtotals", "核查已填 12/12"),
        "total": Sample("合计", "the total", 95.5),
        "total_words": Sample("合计行里的说明", "small print in the total", "核查已填 45/48"),
    },
    "填写的格子 cells to fill in": {
        "entry": Sample("选择、数量", "choices and numbers", "有"),
        "entry_text": Sample("文字、备注", "texts and remarks", "见会议纪要〔2018〕3号"),
        "entry_code": Sample("文件名、编号", "file names and numbers", "附件3.pdf"),
        "entry_day": Sample("日期", "days", datetime.date(2018, 12, 20)),
        "given": Sample("别人已填、此处锁定", "filled in by others, locked here", "有"),
        "closed": Sample("不用填的格子", "cells without use", ""),
    },
    "不显示的格子 hidden cells": {
        "hidden": Sample("隐藏的行列", "hidden rows and columns", "key"),
    },
}
MARKS = {
    "lost": Sample("扣了分的格子", "cells that cost points", "−0.5"),
    "won": Sample("得了加分的格子", "cells that bring points", "+2"),
    "doubt": Sample("数量与情况不符", "count and finding disagree", "无　3次"),
    "bar": Sample("得分率的数据条（取填充色）", "bars of shares (the fill)", ""),
}
FONTS = {
    "font": ("正文字体和字号", "font and size of all texts"),
    "title_font": ("题目的字体和字号", "those of titles"),
}
PAGE = {
    "header": ("页眉", "header"),
    "footer": ("页脚", "footer"),
    "left": ("左", "left"),
    "center": ("中", "centre"),
    "right": ("右", "right"),
    "top": ("上", "top"),
    "bottom": ("下", "bottom"),
}
EDGE_HELP = "{unit} 单位　{standard} 标准　{period} 考核期　{page} 页码　{pages} 页数　{page_words} 第x页共y页"
SAMPLES = {name: sample for group in GROUPS.values() for name, sample in group.items()}
