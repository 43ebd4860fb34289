"""Past one machine: the same batch functions on a Ray cluster, Dagster's runs in PostgreSQL. Nothing here is imported
unless it is asked for; the extra `cluster` brings what it needs."""
