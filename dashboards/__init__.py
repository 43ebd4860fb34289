"""out_ tables to figures and a static bilingual site."""
