"""The outside world as archived bytes, and archived bytes as parsed pages."""
