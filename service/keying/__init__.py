"""Values that two persons key blind, and what checking costs."""
