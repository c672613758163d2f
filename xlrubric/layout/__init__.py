"""Where everything stands on the sheets: pure functions from standard, skin and units to neutral sheets.

``layout`` alone owns addresses: the writer and the reader both ask it and never know each other.
"""
