"""How fast the archive answers: an installation of very many papers, and the time of each query."""
