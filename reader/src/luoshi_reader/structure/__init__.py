"""The shape of a plan: headings, paragraphs, clauses and tables."""
