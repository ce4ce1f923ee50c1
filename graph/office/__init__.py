"""What the office keeps: duties, responsibilities, papers and money, participation, indicators, needs, plans."""
