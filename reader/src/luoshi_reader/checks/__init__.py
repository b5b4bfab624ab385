"""The plan held against itself: one module per check."""
