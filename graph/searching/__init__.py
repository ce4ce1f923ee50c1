"""Search by name: indexes, ranks, spelling, letters."""
