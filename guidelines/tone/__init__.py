"""What a sentence sounds like, beyond its words: a small classifier over sentence embeddings (P06, P08, P12, P18)."""
