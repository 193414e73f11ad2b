"""A matrix drawn for the screen: one lane an actor, steps as links, arrows as read."""
