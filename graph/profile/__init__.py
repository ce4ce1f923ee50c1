"""The profile of a network's strength in lines: each a sentence with its numbers and what they are held to."""
