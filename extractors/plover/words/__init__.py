"""The words that events are read by: lexicons of triggers, of who takes part, of what asserts."""
