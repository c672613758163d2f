"""Messages about duty lists and registers that came back."""

from xlrubric.messages.message import Message, warning

DUTIES: dict[str, Message] = {
    "register-alike": warning(
        (
            "“{text}” (row {row}) reads like “{other_text}” (row {other}); if both are one achievement, only the "
            "highest counts (points too many now: {points}).",
            "Ask; if they are one, leave this row out, or give both the same name.",
        ),
        (
            "“{text}”（{row}）与“{other_text}”（{other}）相近；若是同一项目，只计最高一项，现多计{points}分。",
            "请核实；若是同一项目，请删去此行，或两行填同一名称。",
        ),
    ),
    "register-out-of-period": warning(
        (
            "“{text}” (row {row}) is of {day}, which is not within {low} to {high}; its points were counted.",
            "Look at the document; if the day is right, clear the row.",
        ),
        (
            "“{text}”（{row}）的日期是 {day}，不在 {low} 至 {high} 之间；分值已计入。",
            "请查对文件；日期无误的，请清空此行。",
        ),
    ),
    "register-undated": warning(
        ("“{text}” (row {row}) has points but no day; it must lie within {low} to {high}.", "Ask for the day."),
        ("“{text}”（{row}）有分值而没有填日期；日期应在 {low} 至 {high} 之间。", "请补填日期。"),
    ),
    "register-day-unread": warning(
        ("“{typed}” is no day (row {row}, “{text}”); it must lie within {low} to {high}.", "Write it as 2020-03-06."),
        ("“{typed}”不是日期（{row}“{text}”）；日期应在 {low} 至 {high} 之间。", "请写成 2020-03-06。"),
    ),
    "register-no-document": warning(
        ("“{text}” (row {row}) has points ({points}), but no document is named.", "Ask for the document's number."),
        ("“{text}”（{row}）计了{points}分，但没有写明文件。", "请补填文号。"),
    ),
}
