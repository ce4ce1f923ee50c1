"""Who should work with whom next: candidates with reasons, the best few of them, and what became of proposals."""
