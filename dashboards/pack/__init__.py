"""Testimony packs: one number, with what it means, what it rests on and what it does not say, as PDF and folder."""
