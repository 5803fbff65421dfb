"""The room of adverse events (AEFI): what is to be reported, and the record of one event."""
