"""``python -m guidelines.tone`` trains the classifier anew from the examples."""

from __future__ import annotations

from guidelines.tone.train import train
from knowledge.embedding import MiniLM

if __name__ == "__main__":
    print("\n".join(train(MiniLM().embed)))
