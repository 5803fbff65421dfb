"""The schedule engine: what is due, since when, and why."""
