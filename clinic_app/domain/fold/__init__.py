"""Entries become values: a pure function from a subject's entries to its card, lot or clinic book."""
