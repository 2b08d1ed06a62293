"""What a letter asks and of whom: one module for each thing that is understood, with its words as data beside it."""
