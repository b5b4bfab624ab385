"""Settings, addresses, the web server and the command line: where the contexts are assembled."""
