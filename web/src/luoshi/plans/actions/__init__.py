"""Every write of the plans context: importing, reviewing, settling doubts, re-reading."""
