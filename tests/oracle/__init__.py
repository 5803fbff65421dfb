"""A second reading of the children's programme, written without the engine, to be compared with it."""
