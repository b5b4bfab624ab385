"""Issued documents, their versions, the facts read from them, and what people decided of those."""
