"""Lists of organisations in and out: CSV, XLSX and JSON Lines with one set of documented columns."""
