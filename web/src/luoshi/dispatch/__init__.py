"""Handing down: who received what, signed for it, split it further, and asked to change it."""
