"""A text that is marked while it is typed: a text area over a sheet that shows the same words with their marks.

The words go to the page a moment after the last key; the marks that come back are shown when they are of the words
that stand there by then. Until they come, what was not touched keeps its marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui.marks import Mark, marked

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

HTML = (
    '<div class="live"><div class="live-marks" aria-hidden="true"></div><textarea spellcheck="true"></textarea></div>'
)
JS = """
const open = new WeakMap();
const PAUSE = 180;
export default function ({ parentElement, data, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  const marks = parentElement.querySelector(".live-marks");
  const own = open.get(parentElement) ?? begin(parentElement, area, marks);
  own.send = () => {
    clearTimeout(own.timer);
    if (area.value !== own.sent) setStateValue("text", (own.sent = area.value));
  };
  area.setAttribute("aria-label", data.label);
  area.placeholder = data.placeholder;
  if (own.sheet !== data.sheet) {
    own.sheet = data.sheet;
    own.sent = area.value = data.text;
  }
  if (area.value === data.text) {
    marks.innerHTML = data.html;
    own.shown = data.text;
  } else {
    carry(marks, own, area.value);
  }
}
function begin(parent, area, marks) {
  const own = { timer: 0, shown: "", sent: null };
  open.set(parent, own);
  area.addEventListener("input", () => {
    carry(marks, own, area.value);
    clearTimeout(own.timer);
    own.timer = setTimeout(() => own.send(), PAUSE);
  });
  area.addEventListener("blur", () => own.send());
  area.addEventListener("keydown", (key) => {
    if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) own.send();
  });
  return own;
}
function carry(marks, own, text) {
  const old = own.shown;
  const most = Math.min(old.length, text.length);
  let front = 0, back = 0;
  while (front < most && old[front] === text[front]) front++;
  while (back < most - front && old[old.length - 1 - back] === text[text.length - 1 - back]) back++;
  const before = cut(marks, 0, front), after = cut(marks, old.length - back, old.length);
  marks.replaceChildren(before, text.slice(front, text.length - back), after);
  own.shown = text;
}
function cut(marks, start, end) {
  const range = document.createRange();
  range.selectNodeContents(marks);
  const walk = document.createTreeWalker(marks, NodeFilter.SHOW_TEXT);
  let seen = 0, begun = false, node;
  while ((node = walk.nextNode())) {
    const next = seen + node.length;
    if (!begun && start <= next) { range.setStart(node, start - seen); begun = true; }
    if (end <= next) { range.setEnd(node, end - seen); return range.cloneContents(); }
    seen = next;
  }
  return document.createDocumentFragment();
}
"""


def typed(key: str, start: str) -> str:
    """The words that stand in the text of that key; ``start`` until somebody types. Leaving the page keeps them."""
    state, kept = st.session_state.get(key), f"{key}_kept"
    text = state.get("text") if state is not None else None
    if text is not None:
        st.session_state[kept] = str(text)
    return str(st.session_state.get(kept, start))


def show(key: str, label: str, text: str, marks: Iterable[Mark], placeholder: str = "") -> None:
    """Show the words that are `typed` with their marks. Another ``key`` starts anew."""
    data: dict[str, Any] = {
        "label": label, "placeholder": placeholder, "sheet": key, "text": text, "html": marked(text, marks),
    }  # fmt: skip
    _component()(key=key, data=data, on_text_change=lambda: None)


@cache
def _registered(_runtime: object) -> ComponentRenderer:
    return st.components.v2.component("live_text", html=HTML, js=JS, isolate_styles=False)


def _component() -> ComponentRenderer:
    """Registered once in a runtime; tests have more than one of them in a process."""
    from streamlit.runtime import Runtime

    return _registered(Runtime.instance())
