"""Composition root: builds every part, hands it to the next, and owns the command line."""
