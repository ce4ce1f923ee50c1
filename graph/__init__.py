"""The domain: what an integration concept consists of, kept as a graph. Knows no web, no HTML, no file format."""
