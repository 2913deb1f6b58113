"""What the calendar keeps of people: who proposes, reports and registers, and who is named in dates."""
