"""The proof: exact score, spreadsheet engines and hand-computed cases must agree on every quantity."""
