"""The year's result: sources, composite, ranks, consequences and grades, computed across units.

Apart from ``quantities`` and ``graph``, which score one unit: here every step is a column over all units. ``columns``
says what a column is; ``shares``, ``sources``, ``ranks``, ``follows``, ``grades`` turn the rules (``xlrubric.result``)
into columns; ``program`` puts them in order. Two witnesses read them and do not know each other: ``arithmetic`` in
exact decimals, ``rendering`` as formulas of the ranking workbook. ``score_tables``, ``past`` and ``given`` gather what
the columns start from; ``outcome`` is what comes out, ``close`` who is near to another outcome.
"""
