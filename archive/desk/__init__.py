"""What people leave at their desks: reviews, reveals, kept searches, tokens, second factors."""
