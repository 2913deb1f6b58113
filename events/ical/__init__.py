"""iCalendar (RFC 5545, 7986) as plain values: reading what others write, writing what others read; no database."""
