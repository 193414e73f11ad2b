"""Rows about what is kept: typed functions over one connection, SQLite or PostgreSQL."""
