"""What each page of monitoring shows, in a constant number of statements."""
