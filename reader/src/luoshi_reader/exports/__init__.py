"""Facts written for others: JSON lines, sheets, terminal."""
