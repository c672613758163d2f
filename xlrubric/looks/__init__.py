"""Files that say how workbooks look: what may stand in them, what is wrong with one, and looks drawn in Excel.

Apart from ``xlrubric.skin``, which joins a look with the words of a language, and from ``look_template``, which draws
a look as a workbook. Here a look is still a tree of texts with their places.
"""
