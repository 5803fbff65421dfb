"""The tour: a person's day at the desk, driven by keys, mouse and scanner alone, and compared with the journal."""
