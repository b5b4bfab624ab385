"""Settings of every web test: a fast hasher where no password is the subject, data in a temporary folder."""
