"""Documents we make: searchable PDFs, blanks, clean procedures, recapitulations."""
