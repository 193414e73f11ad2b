"""Every failure a person can meet, by what it is about; `records.errors` lists them all."""
