"""How the hand reader's network was taught: drawn lines, the lesson, the file the reader loads."""
