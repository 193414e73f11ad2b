"""Who watches over the service, and what else than a password opens it."""
