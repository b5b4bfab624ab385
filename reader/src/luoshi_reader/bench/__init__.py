"""Figures of the reader: how right and how fast it is."""
