"""Network maps: what is drawn, where, and how it is set as a page or a picture."""
