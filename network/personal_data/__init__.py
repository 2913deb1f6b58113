"""What the network keeps of people: stewards, contacts on pages, writers of hints and messages."""
