"""Cases and their life: intake, prepare, review, outbox, store."""
