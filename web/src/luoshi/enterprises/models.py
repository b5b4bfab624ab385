"""The enterprises' models."""
