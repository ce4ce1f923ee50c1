"""Everything that somebody outside talks to: the command line, GraphQL and the pages."""
