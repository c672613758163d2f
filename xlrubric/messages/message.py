"""What a message is: its level, and its words in both languages."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How grave a problem is.

    ``error``: the material cannot be used as it is. ``warning``: it was used, and a person must look.
    ``note``: it was used as it should be; the user may want to know.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Message:
    """The words for one code: (what is wrong, what to do) in English and in Chinese.

    Both are ``str.format`` templates over the problem's details.
    """

    level: Level
    en: tuple[str, str]
    zh: tuple[str, str]


def error(en: tuple[str, str], zh: tuple[str, str]) -> Message:
    """Make a message of level error."""
    return Message(Level.ERROR, en, zh)


def warning(en: tuple[str, str], zh: tuple[str, str]) -> Message:
    """Make a message of level warning."""
    return Message(Level.WARNING, en, zh)


def note(en: tuple[str, str], zh: tuple[str, str]) -> Message:
    """Make a message of level note."""
    return Message(Level.NOTE, en, zh)
