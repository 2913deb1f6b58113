"""The share kit of an infopost: texts, pictures with alternative texts and the link, as one archive."""
