"""A simulated year on top of a real plan: labelled, deterministic, by the product's own rules."""
