"""Plain functions that the flows call, one module a verb."""
