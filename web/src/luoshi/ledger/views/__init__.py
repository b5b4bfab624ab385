"""Pages of the ledger: thin, one function each."""
