"""Looks: files that say how workbooks look, looks drawn in Excel, and forms of different looks collected together."""
