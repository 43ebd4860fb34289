"""DuckDB: catalogue of tables, loading, measures, reference figures, suppression."""
