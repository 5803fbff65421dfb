"""The kinds of entries: what can happen, one module a room word."""
