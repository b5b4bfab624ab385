"""Work on a whole plan: which rows of a table cover which headings."""
