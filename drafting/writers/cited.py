"""The sources that a model cites, as ids that exist: a sentence resting on nothing is not taken over (P07)."""

from __future__ import annotations

from drafting.brief import Brief
from drafting.errors import ModelUnavailable
from drafting.writers.endpoint import AGAIN
from knowledge.passage import Passage

_NOTHING = {"", "none", "null", "n/a", "-"}


def cited(sources: list[str], brief: Brief) -> tuple[str, ...]:
    """The ids as they stand in the brief. Raises ModelUnavailable for one that names nothing there."""
    known = _known_sources(brief)
    out: list[str] = []
    for source in sources:
        bare = source.strip().strip("[]()").strip()
        if bare.casefold() in _NOTHING:
            continue
        found = known.get(bare.casefold())
        if found is None:
            raise ModelUnavailable("The model rested a sentence on a source that does not exist.", AGAIN)
        if found not in out:
            out.append(found)
    return tuple(out)


def quotable(brief: Brief) -> tuple[Passage, ...]:
    """The passages found that a sentence to a customer may rest on, each once: what is for staff only is not shown."""
    found = {hit.passage.id: hit.passage for found in brief.found for hit in found.hits}
    return tuple(passage for passage in found.values() if passage.audience == "public")


def _known_sources(brief: Brief) -> dict[str, str]:
    """Every id that a sentence may cite, by its folded form: passages, case, policy rows, the letter."""
    policy, facts = brief.policy, brief.facts
    passages = quotable(brief)
    ids = [passage.id for passage in passages]
    ids += [f"case:{fact.name}" for fact in facts.facts]
    ids += [f"case:action {number}" for number, _ in enumerate(facts.actions, 1)]
    ids += [f"case:enclosure {number}" for number, _ in enumerate(facts.enclosures, 1)]
    ids += [f"policy:remedies/{row.id}" for row in policy.remedies]
    ids += [f"policy:timescales/{row.id}" for row in policy.timescales]
    ids += [f"policy:teams/{row.name}" for row in policy.teams]
    ids += [f"policy:must_say/{row.when}" for row in policy.must_say]
    ids += ["policy:contacts", "policy:company", "policy:never", "letter:body", "letter:subject", "letter:date"]
    known = {name.casefold(): name for name in ids}
    known["letter"] = "letter:body"
    for passage in passages:  # a document with one passage here may be cited by its name
        if sum(other.document == passage.document for other in passages) == 1:
            known.setdefault(passage.document.casefold(), passage.id)
    return known
