"""The plans' models."""
