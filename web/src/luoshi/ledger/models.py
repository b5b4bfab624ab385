"""The ledger' models."""
