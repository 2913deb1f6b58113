"""The signpost (Wegweiser): two short steps from what somebody wants to say to those who fit."""
