"""What the register keeps beside the texts to save work, and what must be worked out anew after a new release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge import close_reading, readings, words

if TYPE_CHECKING:
    from knowledge.register import Register


def bring_up_to_date(register: Register) -> None:
    """Count the words and read the signs of all that an older release stored, and forget its imprints.

    Called before anything is read or stored; where nothing changed it costs three small queries."""
    register.count_words_anew(words.words_of, words.fingerprint())
    register.read_anew(readings.as_kept, readings.fingerprint())
    register.forget_imprints_unless(close_reading.fingerprint())
