"""One document as its page tells of it: what was done with it, and where words stand in it."""
