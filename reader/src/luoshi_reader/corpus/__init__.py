"""A folder of plans read into one table of facts, by processes of this machine or of many."""
