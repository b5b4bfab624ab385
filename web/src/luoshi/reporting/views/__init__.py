"""Pages of reporting: thin, one function each."""
