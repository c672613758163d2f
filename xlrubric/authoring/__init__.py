"""A rubric written in Excel: the authoring workbook, read into the same tree as YAML, and written from it.

``fields`` names what may stand there, ``celltext`` turns a value into a cell's text and back, ``flow`` writes YAML,
``nesting`` turns rows into a tree and back, ``reading`` and ``writing`` know workbooks. Nothing here knows what a
field means: the schema says what is wrong with a tree, whichever file it came from.
"""
