"""Pages that the server makes itself."""
