"""Who works with whom, as arrays: networks of a scope and layer, and what is worked out on them once."""
