"""Finding people: labelled searches over a township of namesakes, and how words are read."""
