"""The identity part of a procedure, in whatever layout it was drawn."""
