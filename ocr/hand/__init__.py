"""The ink of a pen told from print and rulings, and read line by line."""
