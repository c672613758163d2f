"""The error book of ballots: every code of ``messages.ballots`` with its smallest material and exact lines."""

from pathlib import Path

import pytest

from tests.errors.ballot_material import FULL, MATERIAL, WORDS, collected, table
from tests.errors.book import Page, as_told, as_written, missing, unknown
from xlrubric.messages.ballots import BALLOTS

# The material is in MATERIAL, by code.
PAGES = (
    Page(
        "ballots-not-in-rubric",
        None,
        "r.yaml: [ballots-not-in-rubric] no source of this rubric's result comes from ballots. Give a "
        "source a `ballot:` under `result: sources:`, or build without --ballot.",
        "r.yaml: [ballots-not-in-rubric] 细则的 result 中没有来自测评票的来源。请在 result: sources: "
        "中给来源写上 ballot:，或不用 --ballot。",
    ),
    Page(
        "ballots-no-such-source",
        None,
        "r.yaml: [ballots-no-such-source] no source poll comes from ballots; these do: hearing. Correct "
        "--source, or leave it out for all.",
        "r.yaml: [ballots-no-such-source] 没有编号为 poll 的测评票来源；有：hearing。请更正 --source；不写则全部生成。",
    ),
    Page(
        "ballots-rate-nobody",
        None,
        "u.csv: [ballots-rate-nobody] no unit of the list is rated in “述职测评” (for units with the "
        "tags: 直管). Fill in the column tags of the unit list, or correct applies_to.",
        "u.csv: [ballots-rate-nobody] 单位名单中没有“述职测评”评议的单位（适用标签：直管）。请填写名单的“标签"
        "”一列，或更正细则的 applies_to。",
    ),
    Page(
        "ballot-unit-in-no-set",
        None,
        "u.csv: [ballot-unit-in-no-set] unit U4 stands on no ballot of “述职测评”: it has no lead. "
        "Fill in the column lead of the unit list, or write `per: all`.",
        "u.csv: [ballot-unit-in-no-set] 单位 U4 不在“述职测评”的任何一张票上：没有牵头单位。请填写名单的“牵头"
        "单位”一列，或在细则中写 per: all。",
    ),
    Page(
        "ballot-damaged",
        None,
        "a.xlsx!标识: [ballot-damaged] the identity sheet of this ballot is not whole; its votes were "
        "not counted. Ask for the ballot as it was sent.",
        "a.xlsx!标识: [ballot-damaged] 此票的标识表不完整，未计票。请其交回原样的票。",
    ),
    Page(
        "ballot-other-source",
        None,
        "a.xlsx!标识!B6: [ballot-other-source] this is a ballot of the source poll, which this rubric "
        "has not. Collect it with its own rubric.",
        "a.xlsx!标识!B6: [ballot-other-source] 这是来源 poll 的票，本细则没有这个测评来源。请用它自己的细则汇总。",
    ),
    Page(
        "ballot-other-group",
        None,
        "a.xlsx!标识!B7: [ballot-other-group] this ballot is of the group 群众, which the rubric has "
        "not (it has: 代表、干部); it was not counted. Correct the group's name in the rubric, or make "
        "the ballots anew.",
        "a.xlsx!标识!B7: [ballot-other-group] 此票属于“群众”组，细则中没有（有：代表、干部），未计票。"
        "请更正细则中的组名，或重新制票。",
    ),
    Page(
        "ballot-other-version",
        None,
        "a.xlsx!标识!B12: [ballot-other-version] this ballot was made with other questions or levels; "
        "questions with the same words were counted by today's levels, the others not. Compare the two "
        "versions, or send out new ballots.",
        "a.xlsx!标识!B12: [ballot-other-version] 此票的问题或等次与现行细则不同；文字相同的问题已按现行等次计票"
        "，其余未计。请核对两个版本，或重新发票。",
    ),
    Page(
        "ballot-unknown-unit",
        None,
        "a.xlsx!测评票!D7: [ballot-unknown-unit] the unit U1 (州财政局) on this ballot is not in the "
        "unit list; votes on it count nothing. Add it to the list.",
        "a.xlsx!测评票!D7: [ballot-unknown-unit] 票上的单位 U1（州财政局）不在单位名单中，对它的票不计。请补入名单。",
    ),
    Page(
        "ballot-unit-not-rated",
        None,
        "a.xlsx!测评票!D7: [ballot-unit-not-rated] the unit U1 (州财政局) on this ballot is not rated "
        "here (only units with the tags: 直管); votes on it count nothing. Look whether its tags in the "
        "unit list are right.",
        "a.xlsx!测评票!D7: [ballot-unit-not-rated] 票上的单位 U1（州财政局）不属于评议范围（适用标签：直管）"
        "，对它的票不计。请核对名单中的标签。",
    ),
    Page(
        "ballot-row-gone",
        None,
        "a.xlsx!测评票!A8: [ballot-row-gone] the row of unit U2 (州教育局) was removed; it has no vote "
        "on this ballot. Ask for the ballot as it was sent.",
        "a.xlsx!测评票!A8: [ballot-row-gone] 单位 U2（州教育局）一行被删除，此票对它没有投票。请其交回原样的票。",
    ),
    Page(
        "ballot-question-gone",
        None,
        "a.xlsx!测评票!D1: [ballot-question-gone] the column of the question “总体评价” was removed; "
        "it has no vote on this ballot. Ask for the ballot as it was sent.",
        "a.xlsx!测评票!D1: [ballot-question-gone] “总体评价”一列被删除，此票没有这一问的投票。请其交回原样的票。",
    ),
    Page(
        "vote-refused",
        None,
        "a.xlsx!测评票!D7: [vote-refused] “很好” is no answer here (unit U1, 总体评价; allowed: 好 "
        "/ 较好 / 一般); it counts as a blank. Ask for a right one; of an anonymous ballot it stays a "
        "blank.",
        "a.xlsx!测评票!D7: [vote-refused] “很好”不是可选的答案（单位 U1，总体评价；可填：好 / 较好 "
        "/ 一般），按空票处理。请其更正；不记名的票只能按空票处理。",
    ),
    Page(
        "vote-normalised",
        None,
        "a.xlsx!测评票!D7: [vote-normalised] “好 ” was read as 好 (unit U1, 总体评价).",
        "a.xlsx!测评票!D7: [vote-normalised] “好 ”读作 好（单位 U1，总体评价）。",
    ),
    Page(
        "ballot-blank",
        None,
        "a.xlsx: [ballot-blank] nothing is filled in on ballot 1; it counts nothing. Ask for the filled-in ballot.",
        "a.xlsx: [ballot-blank] 第 1 号票没有填写，不计。请交回填好的票。",
    ),
    Page(
        "ballot-unsigned",
        None,
        "a.xlsx!测评票!C11: [ballot-unsigned] ballot 1 is not signed; it was counted. Have it signed, "
        "or take the file away if it is not to count.",
        "a.xlsx!测评票!C11: [ballot-unsigned] 第 1 号票没有署名，已计票。请其补签；若按规定作废，请把该文件移走。",
    ),
    Page(
        "ballot-units-blank",
        None,
        "a.xlsx: [ballot-units-blank] 2 of 3 units have no vote (U1、U3); a blank counts nothing.",
        "a.xlsx: [ballot-units-blank] 3 个单位中有 2 个没有投票（U1、U3），视为弃权，不计。",
    ),
    Page(
        "ballot-all-top",
        None,
        "a.xlsx: [ballot-all-top] ballot 1 gives all of its 3 units the highest; it was counted. Decide "
        "whether it is to count; if not, take the file away.",
        "a.xlsx: [ballot-all-top] 第 1 号票给全部 3 个单位都打了最高，已计票。请判断是否有效；若作废，请把该文件移走。",
    ),
    Page(
        "ballot-newer",
        None,
        "a.xlsx: [ballot-newer] ballot 1 came back once more, and b.xlsx was taken.",
        "a.xlsx: [ballot-newer] 第 1 号票另有一份，已采用 b.xlsx。",
    ),
    Page(
        "ballot-newer-but-blank",
        None,
        "a.xlsx: [ballot-newer-but-blank] this ballot 1 was saved later, but nothing is filled in; b.xlsx "
        "was taken. Look whether that is right.",
        "a.xlsx: [ballot-newer-but-blank] 此份第 1 号票保存较晚，但没有填写，仍采用 b.xlsx。请核对。",
    ),
    Page(
        "ballot-number-shared",
        None,
        "a.xlsx: [ballot-number-shared] ballot 1 came back with other answers, or another name, in b.xlsx, "
        "which was taken; this one was not counted. If it is a correction, all is well. If two raters "
        "used one blank, have one of them fill in a ballot with a number of its own: `build --ballot "
        "--ballots N` makes one for each.",
        "a.xlsx: [ballot-number-shared] 第 1 号票在 b.xlsx 中有不同的答案或署名，已采用后者，此份未计票。"
        "如果是更正，不必处理；如果两人用了同一张票，请其中一人用另一编号的票重填（build --ballot --ballots "
        "N 可给每人一张）。",
    ),
    Page(
        "ballot-rater-twice",
        None,
        "b.xlsx: [ballot-rater-twice] 张三 signed ballot 2 and also ballot 1; both were counted. Take "
        "one of them away if it is one person.",
        "b.xlsx: [ballot-rater-twice] “张三”同时署名于第 2 号票和第 1 号票，两张都已计票。如果是同一人，请移走一张。",
    ),
    Page(
        "ballots-missing",
        None,
        "述职测评: [ballots-missing] no ballot of 述职测评 干部 came back, so this group has no figure. "
        "Ask for them; until then the source is missing for these units, unless the rubric lets the other "
        "groups carry it (missing: reweigh).",
        "述职测评: [ballots-missing] 述职测评 干部：没有收到任何测评票，该组没有得分。请催收；在此之前这些单位缺"
        "这一来源（细则写明 missing: reweigh 的，由其他组分担权重）。",
    ),
    Page(
        "ballots-few",
        None,
        "述职测评: [ballots-few] too few ballots of 述职测评 came back (2; at least 3 are needed, of "
        "which 2 are left out as highest and lowest), so this group has no figure. Ask for the others.",
        "述职测评: [ballots-few] 述职测评：只收到 2 张票，至少要 3 张（其中去掉最高、最低共 2 张），该组没有得分"
        "。请催收其余的票。",
    ),
    Page(
        "ballots-many",
        None,
        "述职测评: [ballots-many] 3 ballots of 述职测评 came back, more than the 2 that were sent out; "
        "all were counted. Look for ballots that are not yours, or correct the number in the rubric.",
        "述职测评: [ballots-many] 述职测评：收到 3 张测评票，多于发出的 2 张，已全部计票。请查明多出的票，"
        "或更正细则中的张数。",
    ),
    Page(
        "votes-few",
        None,
        "述职测评: [votes-few] unit U3 (州水利局) has too few votes of 述职测评 (0; at least 1 are needed), "
        "so it has no figure from this group. Ask for more votes, or decide by hand.",
        "述职测评: [votes-few] 单位 U3（州水利局）在“述职测评”中只有 0 票，至少要 1 票，没有该组的得分。"
        "请补充测评，或人工决定。",
    ),
    Page(
        "vote-number-missing",
        None,
        "v.csv:2:1: [vote-number-missing] the ballot's number is blank; the row was left out. Write a "
        "number for each ballot.",
        "v.csv:2:1: [vote-number-missing] 没有填写票号，该行已略过。请给每张票填写编号。",
    ),
    Page(
        "vote-unknown-source",
        None,
        "v.csv:2:2: [vote-unknown-source] no source “poll” comes from ballots (these do: 述职测评); "
        "the row was left out. Correct it.",
        "v.csv:2:2: [vote-unknown-source] 没有测评来源“poll”（有：述职测评），该行已略过。请更正。",
    ),
    Page(
        "vote-unknown-group",
        None,
        "v.csv:2:2: [vote-unknown-group] “述职测评” has no group of raters “群众” (it has: 代表、"
        "干部); the row was left out. Correct it.",
        "v.csv:2:2: [vote-unknown-group] “述职测评”没有“群众”这一组（有：代表、干部），该行已略过。请更正。",
    ),
    Page(
        "vote-unknown-unit",
        None,
        "v.csv:2:2: [vote-unknown-unit] the unit “U9” is not rated in “述职测评”; the row was left "
        "out. Correct the id, or the unit list.",
        "v.csv:2:2: [vote-unknown-unit] “述职测评”不评议单位“U9”，该行已略过。请更正编号或单位名单。",
    ),
    Page(
        "vote-unknown-question",
        None,
        "v.csv:2:3: [vote-unknown-question] “述职测评” has no question “廉洁”; the row was left out. "
        "Write its words or its number: 1 总体评价、2 作风.",
        "v.csv:2:3: [vote-unknown-question] “述职测评”没有“廉洁”这一问，该行已略过。请写问题原文或序号：1 "
        "总体评价、2 作风。",
    ),
    Page(
        "vote-twice",
        None,
        "v.csv:3:3: [vote-twice] ballot 1 has an answer on unit U1 (总体评价) already at v.csv:2:3; this "
        "row was left out. Keep the right one; two raters need two numbers.",
        "v.csv:3:3: [vote-twice] 第 1 号票对单位 U1（总体评价）的答案在 v.csv:2:3 已经填过，这一行已略过。"
        "请保留正确的一行；两位测评人要用两个票号。",
    ),
    Page(
        "votes-none",
        None,
        "v.csv: [votes-none] there is no vote that can be used under the headings. Check that it is the right file.",
        "v.csv: [votes-none] 标题行下面没有可用的投票。请检查是否选对了文件。",
    ),
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_smallest_damage_brings_its_message(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = MATERIAL[page.code]()
    assert as_told(p for p in found if p.code == page.code) == [as_written(page)]


def test_good_ballots_and_a_good_table_bring_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert collected(WORDS, FULL)() == ()
    assert table(WORDS, "票号,单位,评价\n1,U1,好\n")() == ()


def test_no_code_lacks_its_page_and_no_page_its_code() -> None:
    assert missing(BALLOTS, PAGES) == []
    assert unknown(BALLOTS, PAGES) == []
    assert set(MATERIAL) == set(BALLOTS)
