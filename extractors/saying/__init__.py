"""Reported speech: quote marks, what is said and where it ends, who says it and through whom."""
