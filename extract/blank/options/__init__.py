"""Groups of options: where they stand, and those whose options have no squares to check."""
