"""Messages about the files that are written: what kept one away, and what was done instead."""

from xlrubric.messages.message import Message, error, note, warning

OUTPUTS: dict[str, Message] = {
    "output-locked": error(
        (
            "The file could not be replaced; it is open in Excel or WPS, or is read-only. Nothing was written.",
            "Close it and run again.",
        ),
        (
            "文件无法替换：可能正在 Excel 或 WPS 中打开，或者是只读文件。没有写入任何文件。",
            "请关闭文件后再运行。",
        ),
    ),
    "output-beside": warning(
        (
            "The file could not be replaced; it is open in Excel or WPS, or is read-only. The old file is untouched; "
            "the new one stands beside it as “{other}”.",
            "Close the old one, and use the new one in its place.",
        ),
        (
            "文件无法替换：可能正在 Excel 或 WPS 中打开，或者是只读文件。原文件没有改动，"
            "新文件已写在旁边，名为“{other}”。",
            "请关闭原文件，改用新文件。",
        ),
    ),
    "output-disk-full": error(
        (
            "The file could not be written: the disk is full. Everything is as it was before.",
            "Free some space, or choose another disk, and run again.",
        ),
        ("文件无法写入：磁盘空间不足。一切保持原样。", "请清理磁盘空间或换一个磁盘，然后再运行。"),
    ),
    "output-forbidden": error(
        (
            "The file could not be written: you may not write into this folder. Everything is as it was before.",
            "Choose a folder of your own, or ask whoever looks after this one.",
        ),
        ("文件无法写入：没有写入此文件夹的权限。一切保持原样。", "请另选自己的文件夹，或联系管理员。"),
    ),
    "output-no-folder": error(
        (
            "The file could not be written: its folder cannot be reached or made ({reason}). "
            "Everything is as it was before.",
            "Check the name of the folder, and that the drive is connected; a file may stand in the folder's place.",
        ),
        (
            "文件无法写入：找不到或无法建立所在文件夹（{reason}）。一切保持原样。",
            "请检查文件夹名称、磁盘是否已连接，以及是否有同名文件占了文件夹的位置。",
        ),
    ),
    "output-name-long": error(
        (
            "The file could not be written: its name, or the folder's, is too long for this disk. "
            "Everything is as it was before.",
            "Choose a folder with a shorter path.",
        ),
        ("文件无法写入：文件名或路径过长。一切保持原样。", "请换一个路径较短的文件夹。"),
    ),
    "output-unwritable": error(
        (
            "The file could not be written: {reason}. Everything is as it was before.",
            "Check the disk and the connection to it, and run again.",
        ),
        ("文件无法写入：{reason}。一切保持原样。", "请检查磁盘及其连接，然后再运行。"),
    ),
    "output-is-folder": error(
        ("A folder stands where the file should be written.", "Choose another name, or move the folder."),
        ("要写入的位置已经有同名文件夹。", "请换一个文件名，或移走该文件夹。"),
    ),
    "output-mixed": error(
        (
            "Writing failed half-way, and the earlier state could not be restored here: each file is whole, but some "
            "may be new and some old. The earlier files are kept in {kept}.",
            "Check the disk, then run again, which writes all of them anew.",
        ),
        (
            "写入中途失败，此处未能恢复原状：每个文件都是完整的，但新旧可能混杂。原有文件保存在 {kept}。",
            "请检查磁盘后再运行一次，将全部重新写入。",
        ),
    ),
    "output-finished": note(
        (
            "An earlier run was ended while it put its files here; the {count} that were left are now in place.",
            "",
        ),
        ("上一次运行在写入此处时被中断，余下的 {count} 个文件现已补齐。", ""),
    ),
    "demo-folder-taken": error(
        (
            "The folder holds files of these names ({first} first), and they are not those of an earlier "
            "demonstration; nothing was written.",
            "Name another folder.",
        ),
        ("文件夹中已有同名文件（如 {first}），且不是以前演示留下的；没有写入任何文件。", "请另选文件夹。"),
    ),
}
