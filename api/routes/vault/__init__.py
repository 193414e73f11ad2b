"""How long papers are kept, how they go, and what differs: what archivists and programs do."""
