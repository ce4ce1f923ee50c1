"""Charts: a description of what is drawn (`line_chart`), its scale (`scale`), and the drawing made of it (`drawn`)."""
