"""The one deadline of the portal: everything with an end is over at one moment, in every list at once."""
