"""The page 今天的纸 of the print centre: every paper of a visit of today, made anew from the record."""
