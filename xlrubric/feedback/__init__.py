"""Feedback: a workbook for each unit with its result, its ledger and its rectification list, and the lists' return.

``lists`` says what a rectification list is, for those who write it and those who read it; ``material`` takes one
unit's figures out of a ranking; ``book`` writes the workbook with ``result_sheet``, ``ledger_sheet`` and
``list_sheet``. ``reading`` reads a list that came back, ``states`` says what is open, and ``unsettled`` what of it
goes into next year's form.
"""
