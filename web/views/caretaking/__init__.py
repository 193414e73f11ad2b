"""What those who look after the service read."""
