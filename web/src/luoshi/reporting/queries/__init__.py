"""Every read of reporting."""
