"""Workbooks stamped: one blank is rendered for all units of a kind, and each unit's texts are put into its bytes.

Apart from ``writer``, which renders a form from nothing: here most of the bytes are there already, compressed, with
their checksums. ``archive`` is a package with gaps, ``blanks`` what stands in them for a unit. A stamped workbook
equals the rendered one part by part; where a unit's texts would make other parts, it is not stamped.
"""
