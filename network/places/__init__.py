"""Read the publishers' files of places, and write them to the tables of regions and postcodes.

Everything but `importing`, `write_regions` and `write_postcodes` is pure: no database.
"""
