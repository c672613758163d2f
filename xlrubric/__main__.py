"""``python -m xlrubric`` is the command line."""

from xlrubric.cli import main

main()
