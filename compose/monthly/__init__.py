"""Papers of a unit's month: recapitulation, minutes, file list, completeness, as PDF and tables."""
