"""`python -m knowledge` keeps its promise."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .conftest import Company

Fits = Callable[[str, Any], bool]


def test_search_answers_with_the_passage_that_holds_the_fact(company: Company, fits: Fits) -> None:
    found = company.door("knowledge", "search", "How much is delivery of an oven?", "-k", "3", "--json")
    assert found.code == 0
    assert fits("search", found.json)
    assert found.json[0]["document"] == "delivery.txt"
    assert "£35" in found.json[0]["text"]


def test_a_document_is_named_by_its_path_in_the_folder_that_was_added(company: Company, fits: Fits) -> None:
    listed = company.door("knowledge", "list", "--json")
    assert fits("list", listed.json)
    assert {row["document"] for row in listed.json} == {"ovens/ember.md", "prices.csv", "delivery.txt"}


def test_details_and_restore_answer_with_a_row_of_the_list(own_company: Company, fits: Fits) -> None:
    own_company.door("knowledge", "add", own_company.path("documents"))
    said = own_company.door("knowledge", "details", "delivery.txt", "--valid-until", "2026-11-19", "--json")
    assert (said.code, said.json["status"], said.json["valid_until"]) == (0, "superseded", "2026-11-19")
    assert fits("list", [said.json])
    own_company.door("knowledge", "remove", "prices.csv")
    restored = own_company.door("knowledge", "restore", "prices.csv", "--json")
    assert (restored.code, restored.json["status"]) == (0, "current")
    assert fits("list", [restored.json])


def test_search_without_an_answer_is_an_empty_list(company: Company) -> None:
    found = company.door("knowledge", "search", "Who won the football match on Saturday?", "--json")
    assert (found.code, found.json) == (0, [])


def test_search_in_an_empty_data_folder_is_an_empty_list(own_company: Company) -> None:
    found = own_company.door("knowledge", "search", "How long is the warranty?", "--json")
    assert (found.code, found.json) == (0, [])


def test_search_answers_json_lines_in_order_and_goes_on_after_a_bad_one(company: Company, fits: Fits) -> None:
    lines = [json.dumps({"id": "a", "query": "What does the Ember 60S cost?", "k": 1}), "{not json", '{"id": "c"}']
    found = company.door("knowledge", "search", "--jsonl", stdin="\n".join(lines))
    first, second, third = found.lines
    assert fits("search", first["results"])
    assert first["id"] == "a"
    assert "729" in first["results"][0]["text"]
    assert "error" in second
    assert third["id"] == "c"
    assert "error" in third
    assert found.code == 2


def test_a_newer_version_replaces_the_older_at_once(own_company: Company) -> None:
    own_company.door("knowledge", "add", own_company.path("documents"))
    changed = own_company.folder / "documents" / "delivery.txt"
    changed.write_text("DELIVERY\n\nWe deliver ovens in 3 to 4 working days. Delivery costs £29.\n", encoding="utf-8")
    own_company.door("knowledge", "add", own_company.path("documents"))
    found = own_company.door("knowledge", "search", "How much is delivery?", "--json")
    assert "£29" in found.json[0]["text"]
    assert found.json[0]["version"] == 2
    assert not any("£35" in row["text"] for row in found.json)


def test_a_removed_document_is_not_found_again(own_company: Company) -> None:
    own_company.door("knowledge", "add", own_company.path("documents"))
    assert own_company.door("knowledge", "remove", "delivery.txt").code == 0
    found = own_company.door("knowledge", "search", "How much is delivery?", "--json")
    assert not any(row["document"] == "delivery.txt" for row in found.json)


def test_bad_input_is_one_clear_line_and_exit_code_2(own_company: Company) -> None:
    for arguments in (["add", own_company.path("nowhere")], ["remove", "no-such.txt"], ["search"], ["nonsense"]):
        answered = own_company.door("knowledge", *arguments)
        assert answered.code == 2, arguments
        assert len(answered.err.strip().splitlines()) == 1, answered.err
        assert answered.out == ""
