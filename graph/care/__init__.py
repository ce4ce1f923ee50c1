"""Care for the store: backup and restore, copies, checks, migration, erasure."""
