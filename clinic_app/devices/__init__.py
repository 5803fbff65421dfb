"""Things outside the process: clock, identities, files, removable drives."""
