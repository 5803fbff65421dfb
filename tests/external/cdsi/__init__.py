"""CDC's clinical decision support cases (CDSi) put through the schedule engine; what it shows stands in CDSI.md."""
