"""Any scan as a PDF in which its words are found, and parts of such a file."""
