"""The catalogue's shape over time, run when a service is built."""
