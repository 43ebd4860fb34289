"""What developers run: gates, generators of fixtures, benchmarks."""
