"""Numbers and what they count: digits, number words, their grammar, units and nouns."""
