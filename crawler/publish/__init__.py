"""Publishing corpus.db with Datasette: metadata, queries, plugin, server."""
