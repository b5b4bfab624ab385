"""People, their posts at agencies, and logging in."""
