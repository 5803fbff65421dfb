"""金卡接种台: the vaccination desk of a township clinic. See ARCHITECTURE.md for the map of the house."""
