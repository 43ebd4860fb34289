"""Text to records: judgments and news read into typed values, each with the characters it was read from."""
