"""What may stand in other people's pages: its look, its accent colour, its frame; without script and cookie."""
