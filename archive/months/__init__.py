"""Months of units: their state and steps, and persons' words on where papers are filed."""
