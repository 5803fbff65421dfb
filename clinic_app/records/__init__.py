"""The clinic's one encrypted SQLite database: connection, migrations, journal, folded rows, queries."""
