"""The municipalities as a map: their boundaries, or a tile for each where nobody has its boundary."""
