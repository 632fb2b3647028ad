"""Who acts and who undergoes, by construction."""
