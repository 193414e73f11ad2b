"""Keeping: what is due, lists of what is to go, holds, the schedule, and differences mended."""
