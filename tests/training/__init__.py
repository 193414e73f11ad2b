"""What the hand reader's network learns from, and how it is measured."""
