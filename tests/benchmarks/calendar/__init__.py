"""The calendar, measured: many events beside the organisations, its pages, files, imports and derived dates."""
