"""The sync room (同步): what the county has, and carrying the rest there on a stick."""
