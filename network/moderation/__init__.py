"""How what organisations write reaches the public: checked, compared, approved or sent back, logged."""
