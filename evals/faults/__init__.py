"""Things that go wrong, done on purpose: what the product makes of them."""
