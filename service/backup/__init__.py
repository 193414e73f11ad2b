"""The whole embedded installation copied out while it runs, and put back into an empty folder."""
