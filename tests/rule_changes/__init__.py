"""Every number of every rule, changed by one, must be noticed by a case."""
