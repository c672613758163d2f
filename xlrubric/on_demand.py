"""Libraries, and modules of ours, that a command loads only when it comes to use one: what it is given decides that.

Apart because nothing else may load a module by its name; ``openpyxl = OnDemand("openpyxl")`` stands where an import
would, and costs what it would at the first use.
"""

from importlib import import_module
from typing import Any


class OnDemand:
    """Stands for a library or a module until something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """Give what it has by this name."""
        return getattr(import_module(self._name), name)
