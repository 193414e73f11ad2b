"""People check what the machine read: doubtful values in order, words on them, masked numbers."""
