"""The overview with its charts, the links, the pages of units: what the ranking workbook has beyond its tables."""
