"""The system room (系统): what the clinic sets for itself, its clinic days and thresholds."""
