"""The page 打印机 of the print centre: which printer of this workstation prints which paper."""
