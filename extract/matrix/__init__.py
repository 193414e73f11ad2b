"""The activity matrix: grid, cells, rows over pages, marks and flow."""
