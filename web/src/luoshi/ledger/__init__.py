"""The book of what was promised: targets, commitments, projects and tasks."""
