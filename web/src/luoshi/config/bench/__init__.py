"""What the platform measures of itself: pages on the example, and on a simulated year."""
