"""What comes in is told by its content, bounded, and decoded page by page."""
