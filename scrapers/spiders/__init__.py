"""Spiders: which pages of a source are asked for, and when to stop."""
