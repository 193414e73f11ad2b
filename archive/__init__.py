"""What is kept for good, and the proof that it is unchanged: blobs, catalogue, migrations."""
