"""No repair prompt: every package that the project writes, held to the OOXML schemas and to Excel's own rules.

The schemas say what may stand where (``schema``, Microsoft's published data through openxml-audit); what they cannot
say is in ``parts``, ``cells`` and ``sheets``: what must exist that is referred to, what must not overlap, how long a
text may be. ``books`` makes one workbook of every kind.
"""
