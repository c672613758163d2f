"""The colours of a workbook's cells as ``#RRGGBB``: plain ones, those of its theme with their tints, numbered ones.

Apart from ``drawn``, which reads cells: here stands only what Excel makes of a colour.
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Any

BLACK, WHITE = "#000000", "#FFFFFF"
AUTOMATIC = (64, 65)  # the system's colours of letters and of paper
# the order in which cells count a theme's colours, which is not that of the theme's file
THEME = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
NUMBERED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF " * 2
    + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    + "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    + "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()


def theme_colours(xml: bytes | None) -> tuple[str, ...]:
    """Give the colours of a workbook's theme in the order in which cells count them; none where there is no theme."""
    text = xml.decode("utf-8", "replace") if xml else ""
    found = (re.search(rf"<a:{name}>\s*<a:\w+[^>]*?(?:lastClr|val)=\"([0-9A-Fa-f]{{6}})\"", text) for name in THEME)
    return tuple(f"#{match[1].upper()}" if match else "" for match in found) if text else ()


def colour(given: Any, theme: tuple[str, ...]) -> str | None:
    """Give a cell's colour; None where it is automatic. Raises ValueError where nobody can tell which one it is."""
    if given is None or given.type == "auto" or (given.type == "indexed" and given.indexed in AUTOMATIC):
        return None
    if given.type == "rgb" and re.fullmatch("[0-9A-Fa-f]{8}", str(given.rgb)):
        return tinted(f"#{given.rgb[2:].upper()}", given.tint)
    if given.type == "theme" and given.theme < len(theme) and theme[given.theme]:
        return tinted(theme[given.theme], given.tint)
    if given.type == "indexed" and given.indexed < len(NUMBERED):
        return tinted(f"#{NUMBERED[given.indexed]}", given.tint)
    raise ValueError(f"{given.type} {getattr(given, given.type, '')}")


def tinted(text: str, tint: float) -> str:
    """Make a colour lighter (a tint above 0) or darker (below), as Excel does."""
    if not tint:
        return text
    red, green, blue = (int(text[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, light, strength = rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "#" + "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, strength))
