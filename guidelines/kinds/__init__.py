"""The kinds of check, by name. One module each; a module is imported when a rule first asks for its kind."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from guidelines.kind import Kind

KINDS = (
    "phrase",  # words that should not stand there
    "swap",  # words with a better word
    "require",  # a part that a whole reply has
    "limit",  # too long, or said too often
    "names",  # the customer's name, right and filled in
    "register",  # shouting, slang, exclamation, against the letter's gravity
    "apology",  # an apology that fits
    "tone",  # what a sentence sounds like, beyond its words
    "never",  # what the policy says is never promised
    "must_say",  # what the policy says must be said
    "commitment",  # a promise against the policy
    "grounded",  # a fact without a source
    "answer_map",  # a point without an answer
    "links",  # an address or link that is not the company's
    "action_claimed",  # "I have refunded", without a record of it
    "steps",  # a larger remedy before the small one, or one that was tried or unwanted
    "asked",  # a question that the letter answers
    "disclosure",  # account details to somebody without authority
    "gender",  # a guess at whether somebody is he or she
    "refusal",  # a no that carries no alternative
    "handover",  # a grave matter that goes to nobody
    "judged",  # what only a model can tell, by a question in plain words
)


@cache
def kind_named(name: str) -> Kind:
    """The kind of that name; raises KeyError for a name that is no kind."""
    if name not in KINDS:
        raise KeyError(name)
    return cast(Kind, import_module(f"guidelines.kinds.{name}").KIND)
