"""Test papers: drawn from random records with their truth, printed, then damaged as scans are."""
