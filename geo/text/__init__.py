"""The article: its text, the places and mentions in it, and the ways to search it."""
