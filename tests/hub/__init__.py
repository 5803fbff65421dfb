"""The county's side, on real files and against real desks."""
