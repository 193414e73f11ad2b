"""A watched folder as a door: what scanners and people drop there is taken in, once, when whole."""
