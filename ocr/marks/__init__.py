"""What a printed blank is known and placed by: its code, its corner marks, its own rulings."""
