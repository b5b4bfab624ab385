"""Pages of handing down: thin, one function each."""
