"""The trail of deeds in proofs: what it says is there, and up to where it was proven."""
