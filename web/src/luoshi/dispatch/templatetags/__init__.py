"""Tags of the ledger pages."""
