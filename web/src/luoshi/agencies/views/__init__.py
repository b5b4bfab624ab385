"""Pages of the tree, its names and its calendar."""
