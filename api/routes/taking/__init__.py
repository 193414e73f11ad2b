"""What is taken away: copies of documents, papers of months, exports, and proof of them."""
