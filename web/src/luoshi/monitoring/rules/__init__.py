"""What readings, lights and forecasts follow from; pure functions."""
