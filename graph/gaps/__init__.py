"""What is missing: the rules, one family a file, and the coverage cube they rest on."""
