"""The guidebook: the company's rules and policy as reviewers keep them, every change versioned and recorded (P21).

All acts raise CaseworkError (NotAllowed, NotFound) with a message and a next step in plain words, and then change
nothing. What is in force afterwards holds for every check from then on, in every window and process.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from casework.case import Person
from casework.errors import CaseworkError, NotFound
from casework.guidebook_table import Version
from casework.permissions import require
from casework.policy_file import PolicyFile
from casework.policy_parts import parts_of, with_part
from casework.rule_folder import RuleFolder, Setting, known_only, with_setting
from casework.rule_text import read_rule_text, refuse_untested, try_on
from casework.rule_use import RuleUse, changes_of, rule_uses
from casework.store import Store
from casework.versions import Place, Versions
from guidelines.check import shipped_rules

if TYPE_CHECKING:
    from casework.prepare import Surroundings
    from casework.replay import Replay
    from guidelines.context import Context
    from guidelines.finding import Finding, Level
    from guidelines.policy import Policy
    from guidelines.rule import Rule
    from guidelines.rulebook import RuleBook

REPLAYED = 500  # past replies at most


class Guidebook:
    """One company's guidelines. ``around`` gives its documents, policy and rules as they are now."""

    def __init__(
        self,
        store: Store,
        folder: RuleFolder,
        policy_file: PolicyFile,
        around: Callable[[], Surroundings],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._folder, self._policy_file, self._around = store, folder, policy_file, around
        self._versions = Versions(store, now)
        self._settings = Place("settings", folder.settings_text, folder.put_settings_text)
        self._policy = Place("policy", policy_file.text, lambda text: policy_file.save(text or ""))

    # -- rules -----------------------------------------------------------------------------------------------------

    @property
    def rules(self) -> RuleBook:
        """The rules in force, with those switched off beside them; read again whenever the folder changed."""
        return self._folder.rules

    @property
    def fault(self) -> str:
        """What is wrong with the first file of the company's that cannot be read, as one sentence; "" when all can.

        Until it is mended the shipped rule stands in a faulty rule's place, and faulty settings change nothing.
        """
        return self._folder.fault

    @property
    def faulty_rule(self) -> str:
        """The id of the rule that `fault` is about, "" for none: its text can be read, mended and removed here."""
        return self._folder.faulty_rule

    def rule_text(self, rule_id: str) -> str:
        """The source of a rule, the company's or the shipped one; raises NotFound."""
        own = self._folder.text(rule_id)  # also one that cannot be read as a rule: here it is mended
        return own if own is not None else self._rule(rule_id).path.read_text("utf-8-sig")

    def switch(self, rule_id: str, on: bool, by: Person) -> None:
        """Put a rule in force or out of it."""
        what = f"{rule_id}: switched {'on' if on else 'off'}"
        self._set(rule_id, by, what, lambda row: {**row, "on": on})

    def set_level(self, rule_id: str, level: Level | None, by: Person) -> None:
        """Hold a rule more or less strictly than its file says; None: as its file says."""
        what = f"{rule_id}: level {level or 'as its file says'}"
        self._set(rule_id, by, what, lambda row: {**row, "level": level})

    def save_rule(self, rule_id: str, text: str, by: Person) -> Rule:
        """Put a rule in force: a new one, or in the place of what stands under this id, shipped or not.

        Refused unless it can be read and every one of its examples is as it says (at least one bad, one good).
        """
        require(by, "edit_guidelines")
        rule = self._read(rule_id, text)
        refuse_untested(rule, self.rules, self._around().library.embed)
        what = f"{rule_id}: {'changed' if rule_id in self.rules else 'added'}"
        self._versions.change(self._file(rule_id), lambda _: text, "rule_saved", what, by)
        return self._rule(rule_id)

    def remove_rule(self, rule_id: str, by: Person) -> None:
        """Take the company's own rule away; a shipped one that it changed is then as it came. Raises NotFound."""
        require(by, "edit_guidelines")
        if self._folder.text(rule_id) is None:
            raise NotFound(f"The company has no rule {rule_id} of its own.", "Switch a shipped rule off instead.")
        shipped = rule_id in shipped_rules()
        what = f"{rule_id}: {'as it came' if shipped else 'removed'}"
        self._put_rule(rule_id, None, "rule_removed", what, by)

    def try_rule(self, rule_id: str, text_of_rule: str, draft: str, case_id: int | None = None) -> tuple[Finding, ...]:
        """What a rule in these words finds in a draft, as the reply of a case or by itself; nothing is stored.

        Raises CaseworkError with the line of a fault, and where the rule could not be tried (it needs a letter, a
        whole reply or a model): that is not the same as nothing found.
        """
        rule = self._read(rule_id, text_of_rule)
        return try_on(rule, draft, self._context(case_id))

    def replay(self, rule_id: str, text_of_rule: str, limit: int = REPLAYED) -> Replay:
        """What a rule in these words would have flagged in past replies: sent, approved, then drafts, newest first."""
        from casework.replay import Replaying, past_replies

        rule = self._read(rule_id, text_of_rule)
        if rule.needs_judge:
            raise CaseworkError("A model judges this rule, so it is not replayed.", "Try it on a draft instead.")
        before = next((standing for standing in self.rules if standing.id == rule_id), None)
        with self._store.reading() as books:
            people = {person.id: person for person in books.people()}
            past, count = past_replies(books, limit)
            return Replaying(self._around(), people).replay(rule, before, past, count)

    # -- versions --------------------------------------------------------------------------------------------------

    def versions(self, subject: str) -> list[Version]:
        """Every version of "rule:<id>", "settings" or "policy", the newest first."""
        return self._versions.of(subject)

    def changes(self) -> list[Version]:
        """Every version of the rules and of their settings, the newest first: also of rules that are gone."""
        return [version for version in self._versions.all() if version.subject != "policy"]

    def as_it_came(self, subject: str) -> str:
        """The text of a subject before its first version: that of a shipped rule, "" where there was none."""
        shipped, rule_id = shipped_rules(), subject.removeprefix("rule:")
        return shipped[rule_id].path.read_text("utf-8") if rule_id in shipped else ""

    def restore(self, version_number: int, by: Person) -> None:
        """Put a version in force again, which makes a new one; held to the same tests as any other text."""
        version = self._versions.version(version_number)
        what = f"restored from version {version.number}"
        if version.subject == "policy":
            require(by, "edit_policy")
            self._versions.change(self._policy, lambda _: version.text, "policy_changed", what, by)
            return
        require(by, "edit_guidelines")
        rule_id = version.subject.removeprefix("rule:")
        if version.subject == "settings":
            new = partial(known_only, version.text, self._ids())
            self._versions.change(self._settings, lambda _: new(), "rules_set", what, by)
            return
        if version.text is not None:
            refuse_untested(self._read(rule_id, version.text), self.rules, self._around().library.embed)
        self._put_rule(rule_id, version.text, "rule_restored", f"{rule_id}: {what}", by)

    def statistics(self, since: datetime | None = None) -> list[RuleUse]:
        """What came of each rule in replies, those that find most first: often waived, never fired."""
        rules = self.rules
        with self._store.reading() as books:
            histories = changes_of(books.guidelines.all())
            return rule_uses(books, [rule.id for rule in (*rules, *rules.off)], histories, since)

    # -- policy ----------------------------------------------------------------------------------------------------

    def save_policy(self, text: str, by: Person) -> Policy:
        """Put a policy in force; what is wrong with it is said with line and column."""
        require(by, "edit_policy")
        self._versions.change(self._policy, lambda _: text, "policy_changed", "edited as text", by)
        return self._policy_file.read()

    def policy_parts(self) -> dict[str, Any]:
        """The policy in force for forms: company and review as mappings, the other parts as lists of rows."""
        return parts_of(self._policy_file.text())

    def save_policy_part(self, part: str, rows: Any, by: Person) -> Policy:
        """Put one part of the policy in force; the others stay word for word, with their comments.

        What is wrong is said by part, row and key. Rows that did not change keep their words too.
        """
        require(by, "edit_policy")
        self._versions.change(
            self._policy, lambda stood: with_part(stood or "", part, rows), "policy_changed", f"{part} edited", by
        )
        return self._policy_file.read()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _rule(self, rule_id: str) -> Rule:
        try:
            return self.rules[rule_id]
        except KeyError:
            raise NotFound(f"There is no rule {rule_id}.", "Look at the list of rules again.") from None

    def _read(self, rule_id: str, text: str) -> Rule:
        return read_rule_text(rule_id, text, "changed" if rule_id in shipped_rules() else "company")

    def _file(self, rule_id: str) -> Place:
        return Place(f"rule:{rule_id}", partial(self._folder.text, rule_id), partial(self._folder.put, rule_id))

    def _ids(self) -> frozenset[str]:
        """Every rule that may have settings; one whose file is faulty keeps them until it is mended."""
        return frozenset(rule.id for rule in (*self.rules, *self.rules.off)) | self._folder.own()

    def _set(self, rule_id: str, by: Person, what: str, change: Callable[[Setting], Setting]) -> None:
        require(by, "edit_guidelines")
        self._rule(rule_id)
        new = partial(with_setting, rule_id=rule_id, change=change, known=self._ids())
        self._versions.change(self._settings, new, "rules_set", what, by)

    def _put_rule(self, rule_id: str, text: str | None, action: str, what: str, by: Person) -> None:
        """A rule's file; with a rule that goes for good goes what was set for it."""
        known = self._ids() if text is not None or rule_id in shipped_rules() else self._ids() - {rule_id}
        changes = [
            (self._file(rule_id), lambda _: text),
            (self._settings, lambda stood: known_only(stood, known)),
        ]
        self._versions.change_all(changes, action, what, by)

    def _context(self, case_id: int | None) -> Context:
        """What a draft is tried against: all that stands around a case, or policy and day alone."""
        from casework.case_context import bare_context, case_context

        if case_id is None:
            return bare_context(self._around())
        with self._store.reading() as books:
            case = books.case(case_id)
            signs = books.person(case.drafted_by) if case.drafted_by else None
        return case_context(case, signs, self._around())
