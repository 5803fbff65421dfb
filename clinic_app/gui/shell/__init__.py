"""The parts around the open room: rail, header, strip, keys."""
