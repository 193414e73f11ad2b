"""Closing a month for good: its bag made, sealed into the ledger, given out and taken back."""
