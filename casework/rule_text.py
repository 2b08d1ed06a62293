"""The words of a rule as a reviewer typed them: read, tried on their own examples, and on a draft."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from casework.errors import CaseworkError
from guidelines.check import find
from guidelines.company_rules import parse_rule, rule_faults
from guidelines.draft import read_draft
from guidelines.pattern import PatternTimeout
from guidelines.rule import RuleError

if TYPE_CHECKING:
    from guidelines.context import Context, Embed
    from guidelines.finding import Finding
    from guidelines.rule import Origin, Rule
    from guidelines.rulebook import RuleBook

LONGEST = 200_000
SHOWN = 3  # faults of examples that are said at once
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_rule_text(rule_id: str, text: str, origin: Origin = "company") -> Rule:
    """The rule of that text; raises CaseworkError with file, line and column of the first fault."""
    if not _NAME.fullmatch(rule_id) or len(rule_id) > 60:
        raise CaseworkError(
            f"“{rule_id[:60]}” is no name for a rule.", "Use small letters and digits, with hyphens between words."
        )
    if len(text) > LONGEST:
        raise CaseworkError("A rule is a short text; this one is longer than a book's chapter.", "Shorten it.")
    try:
        return parse_rule(text, rule_id, Path(f"{rule_id}.yaml"), origin=origin)
    except RuleError as error:
        raise CaseworkError(str(error), "Mend that line, then try again.") from None


def refuse_untested(rule: Rule, book: RuleBook, embed: Embed) -> None:
    """Raise CaseworkError unless the rule has a bad example and a good one, and does with all of them as they say."""
    if not rule.examples.bad or not rule.examples.good:
        raise CaseworkError(
            "A rule needs at least one bad example and one good one: they explain it, and they are its tests.",
            "Add a sentence that it should find under bad, and one that it should leave alone under good.",
        )
    faults = rule_faults(rule, book, embed)
    if faults:
        said = [f"{rule.path}:{fault.line}:{fault.column}: {fault.message}" for fault in faults[:SHOWN]]
        if len(faults) > SHOWN:
            said.append(f"{len(faults) - SHOWN} more examples do not fit.")
        raise CaseworkError(" ".join(said), "Mend the rule or the examples, then save again.")


def try_on(rule: Rule, draft: str, context: Context) -> tuple[Finding, ...]:
    """What the rule finds in a draft; raises CaseworkError where it could not be tried, which is no "nothing found"."""
    if rule.whole_replies_only and not read_draft(draft).whole:
        raise CaseworkError(
            "This rule looks at whole replies.", "Try it on one with a greeting, or with over sixty words."
        )
    try:
        found = find(rule, draft, context)
    except PatternTimeout as slow:
        raise CaseworkError(
            f"The pattern {slow.pattern!r} takes too long on this text; in a check the rule would be skipped.",
            "Write it with fewer open repetitions.",
        ) from None
    if found is None:
        raise CaseworkError(*_lacks(rule, context))
    return found


def _lacks(rule: Rule, context: Context) -> tuple[str, str]:
    if rule.needs_letter and context.letter is None:
        return "This rule needs the letter that is answered.", "Try it on the reply of a case."
    return "A model judges this rule, so it is not tried here.", "Where a model is set, submitting a reply asks it."
