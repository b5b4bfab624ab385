"""What changes readings, lights, rules and forecasts."""
