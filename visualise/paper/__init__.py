"""Reports as files for an office: a workbook and CSV of all tables, a council paper, a printed page."""
