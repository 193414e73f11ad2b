"""A clean procedure typeset from its record: identity page, matrix, symbols and arrows."""
