"""News about criminal cases: text in, case reports and claims out."""
