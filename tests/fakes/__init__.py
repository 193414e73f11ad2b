"""Real stand-ins for slow or outside parts, proven by the same tests as what they stand for."""
