"""Characters and numbers: folding, quantities, comparators, dates, lists, places."""
