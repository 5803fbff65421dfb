"""The page 登记簿 of the print centre: the registers of a month, for the archive."""
