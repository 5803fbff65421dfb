"""Values and rules. Imports nothing of ours from other floors, does no I/O, asks no clock."""
