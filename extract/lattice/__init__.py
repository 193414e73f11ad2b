"""Drawn lines become borders, borders become the cells of a table."""
