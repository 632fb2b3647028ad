"""Everything that touches the world: Prefect, network, files, DuckDB."""
