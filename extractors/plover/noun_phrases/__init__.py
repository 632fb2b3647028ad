"""Who can take part in an event: noun phrases with country and sector."""
