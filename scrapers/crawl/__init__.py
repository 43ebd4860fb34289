"""The crawler's manners: which addresses it refuses, how it asks, what it records."""
