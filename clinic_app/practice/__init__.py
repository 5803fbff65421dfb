"""The practice township (练习模式): a small simulation of a clinic's years, and its witness against the engine."""
