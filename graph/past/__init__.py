"""What was known and done earlier: history, earlier states, differences, taking back."""
