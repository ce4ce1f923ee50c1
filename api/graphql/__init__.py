"""The graph as others ask for it: the schema, its limits, and what a request may see."""
