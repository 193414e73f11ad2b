"""Words, rulings and symbols become records; pure functions, no I/O."""
