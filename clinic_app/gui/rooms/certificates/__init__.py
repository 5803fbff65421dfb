"""The room of certificates (证明): one child, a whole class, or a paper that somebody wants verified."""
