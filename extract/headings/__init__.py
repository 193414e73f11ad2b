"""What the columns of an activity matrix are called, and what they hold."""
