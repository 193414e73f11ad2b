"""The list of units kept by people: taken in, given out, and looked up by code or name."""
