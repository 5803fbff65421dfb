"""What must hold of the schedule engine for everybody, and engines that break one law each."""
