"""What a line may say: its chances searched for texts, weighed by what can stand in a field."""
