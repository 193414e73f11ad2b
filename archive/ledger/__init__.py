"""The ledger of seals: one line a bag, each sealed to the line before."""
