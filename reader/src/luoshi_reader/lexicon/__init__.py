"""Words as data: general knowledge of names, units and verbs, each list with its source."""
