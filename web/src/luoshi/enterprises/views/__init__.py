"""Pages of the enterprises: thin, one function each."""
