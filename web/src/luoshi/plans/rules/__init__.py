"""Pure functions of the plans context: reading a file, fields, sentences, matching, layout."""
