"""Commands of the archivist: proof, mending, trail, retention and destruction."""
