"""Pages of the plans context, and the answers to its forms."""
