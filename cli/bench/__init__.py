"""`berkas bench`: what reading, the archive's queries and the screens cost on this machine."""
