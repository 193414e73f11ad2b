"""What was read becomes what is kept: rows of documents, kept results, the sealing manifest."""
