"""Turns an issued action plan into a programme that is run."""
