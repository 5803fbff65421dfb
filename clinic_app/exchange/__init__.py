"""Packages, chunks and carriers: how entries travel to the county."""
