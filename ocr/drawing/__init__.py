"""The drawn flow of a procedure: shapes and the connectors between them."""
