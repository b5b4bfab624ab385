"""Reporting: cycles, forms, checks, submissions, the chain of acceptance."""
