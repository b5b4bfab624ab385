"""Pure functions of reporting: the chain of acceptance, adding up, checks, what was typed."""
