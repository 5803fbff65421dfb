"""Papers of the queue on the printers of this workstation."""
