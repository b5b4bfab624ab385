"""Facts from paragraphs: one module per kind of fact."""
