"""One package a room of the left rail: a view that knows widgets, a presenter that knows wishes."""
