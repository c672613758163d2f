"""Reading what our own reader does not: .xls and .et, .xlsb, .ods, encrypted and very large workbooks.

Apart because the libraries that read these formats may hang, fill the memory or end their process over a bad file.
``worker`` runs in a process of its own, where ``reading`` finds the reader for a file (``xls``, ``ods``, ``grids``) and
``unlocking`` tries passwords; ``desk`` is the side that gives it one file at a time and ends it when it takes too
much; ``wire`` is what goes between them. Only ``desk`` and ``wire`` are loaded into the program itself.
"""
