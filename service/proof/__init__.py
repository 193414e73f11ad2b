"""Blobs, catalogue, index, bags and ledger held against one another: damage is data."""
