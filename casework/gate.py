"""Whether a reply needs a reviewer, as the policy's `review` says, and why."""

from __future__ import annotations

from hashlib import sha256

from casework.case import Case
from guidelines.policy import Review

_ALWAYS_LOOKED_AT = {
    "serious": "a serious complaint",
    "bereavement": "a bereavement",
    "safety": "a safety matter",
    "legal": "a legal matter",
}


def why_review(case: Case, review: Review, *, stale: bool = False) -> str:
    """The reason why this reply is reviewed, in a phrase; "" when it may go out without.

    ``stale`` says that it rests on text of a document that is no longer in force.

    ``never`` lets out what has no error, which is asked apart (`approval.obstacles`); ``flagged`` reviews what the
    check or the letter marks, and a sample of the rest that nobody can foresee or choose.
    """
    if review.required == "always":
        return "the policy asks for a review of every reply"
    if review.required == "never":
        return ""
    report, enquiry = case.report, case.enquiry
    if report and any(finding.level in {"error", "warning"} for finding in report.findings):
        return "the check found something"
    if enquiry and enquiry.gravity in _ALWAYS_LOOKED_AT:
        return f"the letter is {_ALWAYS_LOOKED_AT[enquiry.gravity]}"
    if enquiry and enquiry.attack:
        return "the letter tries to instruct the desk"
    if case.writer_note:
        return "another writer than usual wrote it"
    if stale:
        return "it rests on a document that has changed"
    return "it fell into the sample" if _sampled(case, review.sample_percent) else ""


def _sampled(case: Case, percent: int) -> bool:
    """The same answer whenever it is asked of the same letter, so that submitting again is no way round."""
    return int(sha256(f"sample {case.original_sha256}".encode()).hexdigest(), 16) % 100 < percent
