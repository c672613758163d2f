"""The error book: for each code the smallest material that brings it about, and its exact lines.

Apart from the books themselves so that each kind of message (rubric, tables, packages, returns) has a book of its
own, made of ``Page`` and held against its codes with ``missing`` and ``unknown``.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from xlrubric.messages import line
from xlrubric.problems import Problem


@dataclass(frozen=True)
class Page:
    """One code: the material (what it is, its book knows), and its whole line in English and in Chinese."""

    code: str
    material: str | bytes | None
    en: str
    zh: str


def missing(codes: Iterable[str], pages: Iterable[Page]) -> list[str]:
    """Name the codes that have no page."""
    return sorted(set(codes) - {page.code for page in pages})


def unknown(codes: Iterable[str], pages: Iterable[Page]) -> list[str]:
    """Name the pages whose code there is not."""
    return sorted({page.code for page in pages} - set(codes))


def as_told(problems: Iterable[Problem]) -> list[tuple[str, str, str]]:
    """Give code, English line and Chinese line of each problem, in order."""
    return [(p.code, line(p, "en"), line(p, "zh")) for p in sorted(problems)]


def as_written(page: Page) -> tuple[str, str, str]:
    """Give what the page says, in the form of ``as_told``."""
    return page.code, page.en, page.zh
