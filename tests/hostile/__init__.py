"""Files, spellings and changes that people or programs should not send back, each with what must be said of it."""
