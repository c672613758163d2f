"""Rankings read back, feedback workbooks, rectification lists that return, and what goes into next year's forms."""
