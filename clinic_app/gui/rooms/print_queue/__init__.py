"""The page 排队打印 of the print centre: what waits, what was printed today, and the paper itself."""
