"""Brings a store of an older form into the one that this version writes.

Every form has a step to the current one. Where the model only gained something it is `gained`; else what it means for
the log stands here in a file of its own, what it means for tables and nodes beside the stores
(`graph/stores/sqlite_form_1.py`, `neo4j_form_1.py`).
"""
