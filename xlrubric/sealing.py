"""Signatures of forms: whether a form that came back was made with the office's own key.

Apart from ``layout``, which knows no secret. The signature is an HMAC-SHA256 over all that the identity sheet says
(rubric, fingerprint, layout, units), and stands in that sheet as one row more. It does not protect what is filled in,
which is anybody's to change; it tells another office's, another year's or a forged form from one's own.
"""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from xlrubric.layout.form import Form
from xlrubric.layout.sheets import Cell, Sheet
from xlrubric.problems import Place, Problem, Refusal, problem
from xlrubric.typed_text import cell_text

SIGNATURE, IDENTITY = "signature", "identity"
UNSEALED = frozenset({"form-unsigned", "form-forged"})  # what may be said of a form
LEAST, MOST = 16, 4096  # bytes of a key
_NO_FACTS = {SIGNATURE, IDENTITY}  # the second is the key of the sheet itself
_FIRST_LINE = "xlrubric form 1"  # of the text that is signed: another way to write it would have another


def read_key(path: Path) -> bytes:
    """Read a key file: its bytes without the blanks around them. Raises Refusal where it is none."""
    try:
        key = path.read_bytes().strip()
    except OSError as fault:
        raise Refusal([problem(Place(str(path)), "key-unfit", why=fault.strerror or str(fault))]) from None
    if not LEAST <= len(key) <= MOST:
        raise Refusal([problem(Place(str(path)), "key-unfit", why=f"{len(key)} bytes")])
    return key


def signature(facts: Mapping[str, str], key: bytes) -> str:
    """Sign what an identity sheet says, by key: 64 hexadecimal digits. Blanks do not count, nor does the order."""
    signed = sorted(facts.keys() - _NO_FACTS)
    lines = (f"{name}\t{' '.join(cell_text(facts[name]).split())}" for name in signed)
    return hmac.new(key, "\n".join((_FIRST_LINE, *lines)).encode(), "sha256").hexdigest()


def sealed(form: Form, key: bytes | None) -> Form:
    """Add the signature to a form's identity; without a key the form stays as it is."""
    return form if key is None else signed_with(form, signature(facts_of(form), key))


def facts_of(form: Form) -> dict[str, str]:
    """Give what a form's identity sheet says, by key."""
    (sheet,) = (sheet for sheet in form.sheets if sheet.key == IDENTITY)
    texts = {cell.row: cell.content for cell in sheet.cells if cell.column == 2 and isinstance(cell.content, str)}
    return {name: texts.get(row, "") for row, name in sheet.row_keys.items()}


def signed_with(form: Form, text: str) -> Form:
    """Add a text as the signature to a form's identity."""
    return form.having(_with_row(sheet, text) if sheet.key == IDENTITY else sheet for sheet in form.sheets)


def _with_row(sheet: Sheet, text: str) -> Sheet:
    row = max(sheet.row_keys) + 1
    cell = Cell(row, 2, text, "hidden")
    return replace(sheet, cells=(*sheet.cells, cell), row_keys={**sheet.row_keys, row: SIGNATURE})


def seal_fault(facts: Mapping[str, str], place: Place, key: bytes | None) -> Problem | None:
    """Say what is wrong with the signature in an identity sheet; nothing where no key was given."""
    if key is None:
        return None
    stated = facts.get(SIGNATURE, "")
    if not stated:
        return problem(place, "form-unsigned")
    fits = hmac.compare_digest(stated.encode(), signature(facts, key).encode())
    return None if fits else problem(place, "form-forged")
