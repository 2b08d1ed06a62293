"""Training what the search learns: the close reading and the decision whether anything answers."""
