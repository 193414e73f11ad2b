"""The words every room speaks: frozen values without I/O, importing nothing of ours."""
