"""LibreOffice as an independent witness for the tests.

Apart from the tests because many of them ask it the same three things: what do these workbooks compute
(``headless``), what comes back when a person fills one in (``fill``), and how do they look on paper
(``pictures``). ``programs`` finds what is installed; a test says what it needs with ``programs.needs``.
"""
