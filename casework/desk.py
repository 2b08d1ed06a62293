"""The desk: everything that a person can do with a case, each act checked for role and state, and recorded.

Pages call these methods and nothing below them. Every method that changes something takes the person who does it.
All raise CaseworkError (NotAllowed, NotFound, Conflict) with a message and a next step in plain words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casework import demonstration, intake, outbox, people
from casework.approval import hash_of, obstacles
from casework.case import Case, CaseRow, OutgoingFile, Person, TextVersion
from casework.casebook import NO_APPROVAL, Casebook, unapproved
from casework.checks import Checks
from casework.documents import Documents
from casework.drafter import Drafter
from casework.due import due_at
from casework.email_out import clean_recipient
from casework.errors import CaseworkError, Conflict, NotAllowed
from casework.files import Files
from casework.gaps import Gaps
from casework.gate import why_review
from casework.guidebook import Guidebook
from casework.permissions import may, require
from casework.policy_file import PolicyFile
from casework.reply_file import Form, ReplyFiles
from casework.review import TRANSITIONS, Act, acts_from, state_words, transition
from casework.rule_folder import RuleFolder
from casework.store import Store, Transaction
from casework.waivers import Waivers
from guidelines.context import CaseFacts
from guidelines.finding import Finding, Report
from guidelines.policy import Policy

if TYPE_CHECKING:
    from casework.prepare import Surroundings
    from knowledge.library import Library

LONGEST_TEXT = 100_000


class Desk:
    """One company's cases. `casework.opening.open_desk` makes one from the settings; hold one a process."""

    def __init__(
        self,
        *,
        store: Store,
        data_dir: Path,
        policy_file: PolicyFile,
        library: Library,
        drafter: Drafter,
        rule_folder: RuleFolder | None = None,
        today: Callable[[], date],
        country: str = "GB",
        smtp: outbox.SmtpSettings | None = None,
        demo_dir: Path | None = None,
    ) -> None:
        self._store = store
        self._files = Files(data_dir)
        self._policy_file = policy_file
        self._drafter = drafter
        self._today = today
        self._country = country
        self._smtp = smtp
        self._demo_dir = demo_dir
        folder = rule_folder or RuleFolder(data_dir / "guidelines")
        self._cases = Casebook(store, self.now)
        self._checks = Checks(drafter, self.person, lambda: (self.policy_text, folder.state(), today()))
        sender = smtp.sender if smtp else ""
        self._replies = ReplyFiles(store, self._files, data_dir / "templates", sender, policy_file.read, self.now)
        self.library = library
        self.gaps = Gaps(store, library, self.now)
        self.documents = Documents(store, library, self.gaps, self.now, self._checks.forget)
        self.guidebook = Guidebook(store, folder, policy_file, self._around, self.now)
        self.waivers = Waivers(self._cases, self._checks, policy_file.read, self.now)
        people.ensure(store, self.now())
        outbox.recover(store, self.now())

    # -- what stands ---------------------------------------------------------------------------------------------

    @property
    def policy(self) -> Policy:
        """The policy in force, read again whenever its file changed."""
        return self._policy_file.read()

    @property
    def policy_text(self) -> str:
        return self._policy_file.text()

    @property
    def policy_is_editable(self) -> bool:
        return self._policy_file.editable

    @property
    def policy_is_shipped(self) -> bool:
        """Whether nobody has written the company's own policy yet."""
        return self._policy_file.is_shipped

    @property
    def writer_name(self) -> str:
        return self._drafter.name

    @property
    def can_send_mail(self) -> bool:
        """Whether a mail server is set up; without one, replies go out as files."""
        return self._smtp is not None

    def now(self) -> datetime:
        """This moment in UTC, on the desk's day (which a demonstration may fix)."""
        return datetime.combine(self._today(), datetime.now(UTC).time(), UTC)

    def people(self) -> list[Person]:
        with self._store.reading() as books:
            return books.people()

    def person(self, person_id: str) -> Person:
        """The person of this id; raises NotFound."""
        with self._store.reading() as books:
            return books.person(person_id)

    def rows(self, queue: str | None = None, *, assigned_to: str | None = None, search: str = "") -> list[CaseRow]:
        """The inbox: safety and high urgency first, then the oldest. ``queue`` is a key of QUEUES, None is all."""
        with self._store.reading() as books:
            return books.rows(queue, assigned_to=assigned_to, search=search)

    def counts(self) -> dict[str, int]:
        """How many cases stand in each queue."""
        with self._store.reading() as books:
            return books.counts()

    def case(self, case_id: int) -> Case:
        """The case with its history; raises NotFound."""
        return self._cases.case(case_id)

    def texts(self, case_id: int) -> list[TextVersion]:
        """Every saved version of the reply's text, oldest first, those set aside by a conflict included."""
        with self._store.reading() as books:
            return books.texts(case_id)

    def original(self, case_id: int) -> bytes:
        """The letter as it came, byte for byte."""
        return self._files.original(self.case(case_id).original_sha256)

    def audit_fault(self) -> str | None:
        """One sentence on what was tampered with in the audit trail, or None when it is whole."""
        with self._store.reading() as books:
            return books.audit_fault()

    # -- a letter comes in ---------------------------------------------------------------------------------------

    def receive(self, name: str, data: bytes, by: Person, *, demo: bool = False) -> Case:
        """Keep the original, read it and open a case. The same bytes twice are one case (``already_here``).

        What cannot be read becomes a case in state unreadable whose ``problem`` says why and what to do.
        Raises CaseworkError only for what holds nothing at all: an empty file or one that is too large.
        """
        require(by, "receive")
        intake.refuse_hopeless(data)
        self._files.keep_original(data)
        received = intake.receive(name, data, self._drafter, self.now())
        case = replace(received, demo=demo)
        if case.enquiry:
            case = replace(case, due_at=due_at(case.received_at, case.enquiry, self.policy, self._country))
        with self._store.writing() as books:
            known = books.find_original(case.original_sha256)
            if known is None:
                case = books.add(case)
                self._cases.record(books, by, "received", case, name=case.original_name, state=case.state)
        if known is not None:
            return replace(self.case(known), already_here=True)
        return self.case(case.id)

    def transcribe(self, case_id: int, text: str, by: Person) -> Case:
        """Give an unreadable letter the words that a person typed from its original."""
        require(by, "receive")
        letter = self._drafter.read(text.encode(), "typed.txt")
        enquiry = self._drafter.understand(letter)
        due = due_at(self.now(), enquiry, self.policy, self._country)
        values = {"letter": letter, "enquiry": enquiry, "problem": "", "due_at": due}
        return self._cases.act(case_id, by, "receive", "transcribe", values)

    # -- the reply is written ------------------------------------------------------------------------------------

    def draft(self, case_id: int, by: Person, instruction: str = "") -> Case:
        """Write a draft in the name of `by` and check it. The text that stood before stays among the versions."""
        require(by, "draft")
        before = self.case(case_id)
        transition(before.state, "draft")
        if before.letter is None:
            raise NotAllowed("The letter could not be read.", "Open the original and type the letter in.")
        prepared = self._drafter.prepare(before.letter, before.facts, by.name, by.authority, instruction)
        reply = prepared.reply
        gaps = self.gaps.note(prepared)
        with self._store.writing() as books:
            case = books.case(case_id)
            if case.text_revision != before.text_revision:
                raise Conflict(reply.text if reply else "", case.text, self._name(books, case), case.text_revision)
            known: dict[str, Any] = {"enquiry": prepared.enquiry, "passages": prepared.passages}
            if reply is None:
                after = replace(case, state="no_reply_due", reply=None, **known)
            else:
                after = replace(
                    unapproved(case),
                    state=transition(case.state, "draft"),
                    reply=reply,
                    text=reply.text,
                    text_revision=case.text_revision + 1,
                    report=prepared.report,
                    problem="",
                    drafted_by=by.id,
                    authors=(by.id,),
                    assigned_to=case.assigned_to or by.id,
                    writer=reply.writer,
                    writer_note=reply.note,
                    **known,
                )
                books.keep_text(after, by.id, self.now())
            self._cases.put(books, after)
            books.gaps.keep(case_id, gaps, self.now())
            self._cases.record(books, by, "drafted", after, writer=after.writer, instruction=instruction)
        return self.case(case_id)

    def save_text(self, case_id: int, text: str, revision: int, by: Person) -> Case:
        """Save the reply's text, which started from version `revision`; raises Conflict when that is not the newest.

        An edit after approval takes the approval back. A reviewer's edit in review leaves the case in review,
        unless the draft is their own.
        """
        require(by, "edit")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST_TEXT:
            raise CaseworkError("The reply is longer than a letter can be.", "Shorten it, then save again.")
        before = self.case(case_id)
        if before.text == text and before.text_revision >= revision:
            return before
        signs = before if before.drafted_by else replace(before, drafted_by=by.id)
        report = self._checks.report(signs, text)
        refusal: CaseworkError | None = None
        with self._store.writing() as books:
            case = books.case(case_id)
            act = _edit_act(case, by)
            state = TRANSITIONS[act].get(case.state)
            if state is None or case.text_revision != revision:
                aside = replace(case, text=text, text_revision=revision)
                books.keep_text(aside, by.id, self.now(), aside=True)
                refusal = Conflict(text, case.text, self._name(books, case), case.text_revision)
                if state is None:
                    meaning, next_step = state_words(case.state)
                    kept = "Your text is kept among the versions"
                    refusal = NotAllowed(f"The case {meaning}, so it cannot be edited. {kept}.", next_step)
            else:
                after = replace(
                    unapproved(case),
                    state=state,
                    text=text,
                    text_revision=revision + 1,
                    report=report,
                    drafted_by=case.drafted_by or by.id,
                    authors=case.authors if act == "edit_in_review" else _with(case.authors, by.id),
                    problem="" if state == "drafted" else case.problem,
                )
                books.keep_text(after, by.id, self.now())
                self._cases.put(books, after)
                self._cases.record(books, by, "edited", after, revision=str(after.text_revision), state=state)
        if refusal:
            raise refusal
        return self.case(case_id)

    def check(self, case_id: int, text: str) -> Report:
        """Check a text as the reply of this case, without storing anything."""
        return self._checks.report(self.case(case_id), text)

    def check_again(self, case_id: int, by: Person) -> Case:
        """The case with its reply checked by the rules, the policy, the documents and the day as they are now.

        A report that differs is stored while the reply may still change, so that whoever decides sees what stands.
        """
        case = self.case(case_id)
        if not case.text.strip() or "check" not in acts_from(case.state):
            return case
        report = self._checks.report(case, case.text, judged=case.state == "in_review")
        if report == case.report:
            return case
        if not may(by, "edit"):
            return replace(case, report=report)
        return self._cases.act(case_id, by, "edit", "check", {"report": report}, unless_text_moved=case)

    def set_facts(self, case_id: int, facts: CaseFacts, by: Person) -> Case:
        """Enter what the company's systems know of the case; the text is checked again in their light."""
        case = self.case(case_id)
        report = self._checks.report(replace(case, facts=facts), case.text) if case.text else case.report
        names = ", ".join(fact.name for fact in facts.facts)
        return self._cases.act(
            case_id,
            by,
            "set_facts",
            "set_facts",
            {"facts": facts, "report": report},
            unless_text_moved=case,
            facts=names,
        )

    def set_recipient(self, case_id: int, email: str, postal_address: str, by: Person) -> Case:
        """Say where the reply goes, for a letter that did not tell: an email address, a postal address or both."""
        recipients = (clean_recipient(email),) if email.strip() else ()
        values = {"recipients": recipients, "postal_address": postal_address.strip()}
        return self._cases.act(
            case_id, by, "set_facts", "set_facts", values, called="recipient_set", to=", ".join(recipients)
        )

    def attach(self, case_id: int, name: str, data: bytes, by: Person) -> Case:
        """Add a file that goes out with the reply."""
        file = self._files.keep_attachment(name, data)
        return self._set_files(case_id, by, lambda files: (*(f for f in files if f.name != file.name), file), file.name)

    def detach(self, case_id: int, name: str, by: Person) -> Case:
        """Take a file off the reply again."""
        return self._set_files(case_id, by, lambda files: tuple(f for f in files if f.name != name), name)

    # -- the reply is reviewed -----------------------------------------------------------------------------------

    def submit(self, case_id: int, by: Person) -> Case:
        """Give the reply to review; where the policy asks for none, and nothing stands against it, it is approved."""
        case = self.case(case_id)
        transition(case.state, "submit")
        if not case.text.strip():
            raise NotAllowed("There is no reply to submit.", "Draft or write one first.")
        report = self._checks.report(case, case.text, judged=True)
        checked = replace(case, report=report)
        why = why_review(checked, self.policy.review, stale=bool(self.documents.stale(checked)))
        if not why and not obstacles(checked, by.authority):
            act: Act = "submit_unreviewed"
            values = {"report": report, **self._approved(checked, by), "problem": ""}
        else:
            act, values = "submit", {"report": report}
        return self._cases.act(case_id, by, "submit", act, values, unless_text_moved=case, why=why)

    def approve(self, case_id: int, by: Person) -> Case:
        """Approve exactly this text, to these recipients, with these files, in answer to this letter.

        Refused to whoever wrote the draft (unless the policy allows it), while an error stands, and to anybody
        without the authority that a commitment in it needs (P10).
        """
        require(by, "approve")
        case = self.case(case_id)
        transition(case.state, "approve")
        if by.id in case.authors and not self.policy.review.self_approval:
            raise NotAllowed("Nobody approves their own reply here.", "Ask another reviewer.")
        checked = replace(case, report=self._checks.report(case, case.text))
        against = obstacles(checked, by.authority)
        if against:
            raise NotAllowed(against[0].message, against[0].next_step)
        values = {"report": checked.report, **self._approved(checked, by), "problem": ""}
        return self._cases.act(case_id, by, "approve", "approve", values, unless_text_moved=case)

    def request_changes(self, case_id: int, note: str, by: Person) -> Case:
        """Give the reply back with what to change; takes an approval back too."""
        if not note.strip():
            raise CaseworkError("The note is empty.", "Say what should change.")
        values = {**NO_APPROVAL, "problem": note.strip()}
        return self._cases.act(case_id, by, "request_changes", "request_changes", values, note=note.strip())

    def waive(self, case_id: int, finding: Finding, reason: str, by: Person) -> Case:
        """Let a finding stand, with a reason; `waivers` has the rest: one for a sentence, and taking one back."""
        return self.waivers.waive(case_id, finding, reason, by)

    def discard(self, case_id: int, reason: str, by: Person) -> Case:
        """Close a case without a reply."""
        if not reason.strip():
            raise CaseworkError("A reason is missing.", "Say why this letter gets no reply.")
        values = {**NO_APPROVAL, "problem": reason.strip()}
        return self._cases.act(case_id, by, "discard", "discard", values, reason=reason.strip())

    def reopen(self, case_id: int, by: Person) -> Case:
        """Take a discarded case, or one that needed no reply, up again; its text is still there."""
        case = self._cases.act(case_id, by, "reopen", "reopen", {"problem": ""})
        if not case.letter:
            return self._set_state(case_id, "unreadable", by)
        return self._set_state(case_id, "drafted", by) if case.text else case

    def assign(self, case_id: int, person_id: str, by: Person, reason: str = "") -> Case:
        """Give the case to a colleague ("" for nobody), in whatever state it is."""
        require(by, "assign")
        with self._store.writing() as books:
            case = books.case(case_id)
            name = books.person(person_id).name if person_id else "nobody"
            books.put(replace(case, assigned_to=person_id))
            self._cases.record(books, by, "assigned", case, to=name, reason=reason)
        return self.case(case_id)

    # -- the reply goes out --------------------------------------------------------------------------------------

    def send(self, case_id: int, by: Person) -> Case:
        """Send an approved reply by SMTP, once: the state afterwards is sent, send_failed or send_uncertain.

        The text is checked again first, as of today: an error that was not there at approval stops the sending
        and gives the case back for changes.
        """
        require(by, "send")
        if self._smtp is None:
            raise CaseworkError(
                "No mail server is set up.",
                "Save the reply as a file, send it yourself, then mark it as sent; or set WELLPUT_SMTP_HOST.",
            )
        self._checks.forget()  # what goes out is checked anew, whatever was added to the documents elsewhere
        case = self._still_good(case_id, "claim", by)
        outbox.send(self._store, case, self._replies.message(case), self._smtp, by, self.now)
        return self.case(case_id)

    def export(self, case_id: int, form: Form, by: Person, *, preview: bool = False) -> tuple[str, bytes]:
        """The reply as a file: its name and bytes. Only an approved or sent reply, unless as a marked `preview`."""
        require(by, "export")
        case = self.case(case_id)
        if not case.text.strip():
            raise NotAllowed("There is no reply yet.", "Draft one first.")
        if not preview:
            if case.state == "approved":
                case = self._still_good(case_id, "mark_sent", by)
            elif case.state not in {"sending", "sent", "send_failed", "send_uncertain"}:
                transition(case.state, "mark_sent")
        content = self._replies.rendered(case, form, preview=preview)
        name = f"{case.number}{'-draft' if preview else ''}.{form}"
        if not preview:
            with self._store.writing() as books:
                self._cases.record(books, by, "exported", case, form=form)
        return name, content

    def mark_sent_by_hand(self, case_id: int, by: Person) -> Case:
        """Record that a person posted or mailed the approved reply themselves."""
        return self._cases.act(case_id, by, "mark_sent", "mark_sent", {"sent_at": self.now(), "problem": ""})

    def settle(self, case_id: int, arrived: bool, by: Person) -> Case:
        """Say what became of a sending that was cut off: it arrived (sent), or it did not (it may be sent again)."""
        if arrived:
            return self._cases.act(case_id, by, "settle", "arrived", {"sent_at": self.now(), "problem": ""})
        problem = "It did not arrive, as somebody found out. Send it again."
        return self._cases.act(case_id, by, "settle", "not_arrived", {"problem": problem})

    # -- policy, people, demonstration ----------------------------------------------------------------

    def save_policy(self, text: str, by: Person) -> Policy:
        """Put a policy in force; what is wrong with it is said with path and line, and nothing changes then."""
        return self.guidebook.save_policy(text, by)

    def save_person(self, person: Person, by: Person) -> None:
        """Add a person, or change their name, roles and authority."""
        require(by, "edit_people")
        people.save(self._store, person, by, self.now())

    def warm_up(self) -> None:
        """Load what the first draft of a process needs, so that nobody waits for it. Keeps and sends nothing."""
        if self._drafter.name == "offline":
            letter = self._drafter.read(b"Dear Sir or Madam,\n\nwhere is my order?\n\nA. Customer", "typed.txt")
            self._drafter.prepare(letter, CaseFacts(), "", "agent", "")

    def has_demonstration(self) -> bool:
        with self._store.reading() as books:
            return bool(books.demo_cases())

    def wants_demonstration(self) -> bool:
        """Whether its loading was never begun, or was cut off: not when it is loaded, or somebody removed it."""
        return self._demo_dir is not None and demonstration.standing(self._store) not in {"loaded", "removed"}

    def load_demonstration(self, progress: Callable[[str], None] | None = None) -> None:
        """Load the demonstration company: its policy, documents and letters. Safe to call again after a stop.

        ``progress`` is called with a line about each thing that is being loaded.
        """
        if self._demo_dir is None:
            raise CaseworkError("The demonstration is not part of this installation.", "Add your own letters.")
        demonstration.load(self, self._store, self._demo_dir, self._policy_file, progress or (lambda _line: None))
        with self._store.writing() as books:
            books.record(self.now(), "", "demonstration_loaded", "demonstration", {})

    def remove_demonstration(self, by: Person) -> None:
        """Take the demonstration's cases, documents and policy away again; your own stay."""
        require(by, "edit_demonstration")
        self._checks.forget()
        count = demonstration.remove(self._store, self._files, self.library, self._demo_dir, self._policy_file)
        with self._store.writing() as books:
            books.record(self.now(), by.id, "demonstration_removed", "demonstration", {"cases": str(count)})

    # -- inside --------------------------------------------------------------------------------------------------

    def _around(self) -> Surroundings:
        from casework.prepare import Surroundings

        return Surroundings(self.library, self.policy, self.guidebook.rules, self._today(), self._country)

    def _set_state(self, case_id: int, state: Any, by: Person) -> Case:
        with self._store.writing() as books:
            books.put(replace(books.case(case_id), state=state))
        return self.case(case_id)

    def _name(self, books: Transaction, case: Case) -> str:
        last = books.last_author(case.id)
        return books.person(last).name if last else ""

    def _approved(self, case: Case, by: Person) -> dict[str, Any]:
        return {"approved_by": by.id, "approved_at": self.now(), "approval_hash": hash_of(case)}

    def _still_good(self, case_id: int, act: Act, by: Person) -> Case:
        """The approved case, checked as of today; gives it back for changes and raises when something is not right."""
        case = self.case(case_id)
        transition(case.state, act)
        if case.approval_hash != hash_of(case):
            problem, next_step = "The reply is no longer what was approved.", "Look it through and submit it again."
        else:
            checked = replace(case, report=self._checks.report(case, case.text))
            against = obstacles(checked, self.person(case.approved_by).authority)
            if not against:
                return case
            problem, next_step = f"Checked again today: {against[0].message}", "Mend the reply and submit it again."
        self._cases.act(case_id, by, "send", "stop", {**NO_APPROVAL, "problem": f"{problem} {next_step}"}, why=problem)
        raise NotAllowed(problem, next_step)

    def _set_files(
        self,
        case_id: int,
        by: Person,
        change: Callable[[tuple[OutgoingFile, ...]], tuple[OutgoingFile, ...]],
        name: str,
    ) -> Case:
        files = change(self.case(case_id).attachments_out)
        return self._cases.act(
            case_id, by, "set_facts", "set_facts", {"attachments_out": files}, called="files_changed", file=name
        )


def _with(authors: tuple[str, ...], person: str) -> tuple[str, ...]:
    return authors if person in authors else (*authors, person)


def _edit_act(case: Case, by: Person) -> Act:
    reviewing = case.state == "in_review" and "reviewer" in by.roles and by.id not in case.authors
    return "edit_in_review" if reviewing else "edit"
