"""Where the graph is kept. Nothing outside this folder knows SQL or Cypher."""
