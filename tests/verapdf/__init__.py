"""veraPDF for the tests marked `verapdf`: fetched once by Maven, started once for all files."""
