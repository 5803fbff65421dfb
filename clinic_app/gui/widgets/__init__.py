"""Widgets that two or more rooms share, one a module."""
