"""A unit's month: its papers, its steps, its recapitulation."""
