"""Reports: what they say, section by section, and how that is set."""
