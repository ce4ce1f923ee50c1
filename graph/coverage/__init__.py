"""The coverage cube of field, municipality and target group, and what is said of its cells."""
