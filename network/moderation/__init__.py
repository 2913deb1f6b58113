"""How what organisations write about themselves reaches the public: checked, compared, approved, sent back, logged."""
