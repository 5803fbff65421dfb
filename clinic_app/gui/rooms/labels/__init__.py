"""The page 标签标识 of the print centre: labels with bars for booklets, signs for the rooms."""
