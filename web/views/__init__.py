"""What pages show, made from records: pure functions, no request and no I/O."""
