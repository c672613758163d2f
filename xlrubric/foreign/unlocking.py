"""Workbooks under a password, opened with those that were given.

Apart because it alone knows msoffcrypto. Passwords are used and never kept, shown or written.
"""

import io
from collections.abc import Sequence

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError

from xlrubric.xlsx.markup import refusal

BUILT_IN = "VelvetSweatshop"  # Excel's own, for workbooks that are only protected against changes


def unlocked(data: bytes, name: str, passwords: Sequence[str]) -> bytes:
    """Give the bytes of the workbook within.

    Raises Refusal where no password fits, or where the encryption is not known here.
    """
    for password in (BUILT_IN, *passwords):
        try:
            return _opened(data, password)
        except InvalidKeyError:
            continue
        except MemoryError:
            raise
        except Exception:  # what is written as encrypted and is not fails in msoffcrypto in many ways
            raise refusal(name, "package-encryption") from None
    if passwords:
        raise refusal(name, "package-password-wrong", count=len(passwords))
    raise refusal(name, "package-encrypted")


def _opened(data: bytes, password: str) -> bytes:
    locked = msoffcrypto.OfficeFile(io.BytesIO(data))
    if locked.format == "ooxml":
        locked.load_key(password=password, verify_password=True)
    else:
        locked.load_key(password=password)
    within = io.BytesIO()
    locked.decrypt(within)
    return within.getvalue()
