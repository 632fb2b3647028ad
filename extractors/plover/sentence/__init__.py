"""A sentence prepared: its clauses, sides, verbs that carry nouns, days, claims."""
