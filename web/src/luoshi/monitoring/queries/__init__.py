"""Reads of readings, lights and forecasts."""
