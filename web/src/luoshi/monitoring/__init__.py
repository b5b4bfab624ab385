"""Monitoring: readings rolled up the tree, pace, lights, forecast."""
