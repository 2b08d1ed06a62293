"""Faults of what stands outside: a model's endpoint on loopback that plays every one of them."""
