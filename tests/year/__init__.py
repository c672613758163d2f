"""The year's result: hand cases, two witnesses, properties, tables of scores, other years, close calls, sheets."""
