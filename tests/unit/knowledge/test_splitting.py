"""Passages follow the headings, are of a readable size and stand on their own."""

from __future__ import annotations

from knowledge.loading.content import Block, Content
from knowledge.loading.formats import read_document
from knowledge.splitting import Piece, sentences, split, table_rows


def pieces_of(markdown: str) -> list[Piece]:
    content = read_document("page.md", markdown.encode())
    return split(content, content.title)


def test_the_section_is_the_heading_path() -> None:
    pieces = pieces_of("# Shop\n\nHello there.\n\n## Orders\n\n### By post\n\n" + "Send the form to us. " * 10)
    assert [piece.section for piece in pieces] == ["Shop", "Shop › Orders › By post"]


def test_a_long_section_is_cut_between_sentences() -> None:
    pieces = pieces_of("# Terms\n\n" + "The buyer pays within fourteen days of the invoice. " * 60)
    assert len(pieces) > 2
    assert all(len(piece.text.split()) <= 180 for piece in pieces)
    assert all(piece.text.endswith(".") for piece in pieces)


def test_steps_stay_together_with_the_line_that_leads_to_them() -> None:
    (piece,) = pieces_of("# Reset\n\nTo reset the modem:\n\n1. Hold the button.\n2. Count to ten.\n3. Let go.\n")
    assert piece.text == "To reset the modem:\n1. Hold the button.\n2. Count to ten.\n3. Let go."


def test_short_neighbours_stand_together_under_their_parent() -> None:
    (piece,) = pieces_of("# Camp site\n\n## Showers\n\nOpen from six.\n\n## Dogs\n\nAllowed on a lead.\n")
    assert piece.section == "Camp site"
    assert "Showers: Open from six." in piece.text
    assert "Dogs: Allowed on a lead." in piece.text


def test_questions_with_short_answers_stay_apart() -> None:
    pieces = pieces_of("# FAQ\n\n## Is it safe?\n\nYes.\n\n## Is it loud?\n\nNo.\n")
    assert [piece.section for piece in pieces] == ["FAQ › Is it safe?", "FAQ › Is it loud?"]


def test_a_table_of_two_columns_reads_as_names_and_values() -> None:
    table = Block("table", rows=(("Item", "Value"), ("Weight", "3 kg")))
    assert table_rows(table) == ["Weight: 3 kg."]


def test_every_row_of_a_long_table_is_in_exactly_one_passage() -> None:
    rows = "\n".join(f"| Part {n} | {n} pounds and some pence | in stock at the depot |" for n in range(60))
    pieces = pieces_of(f"# Parts\n\n| Part | Price | Stock |\n|--|--|--|\n{rows}\n")
    lines = [line for piece in pieces for line in piece.text.split("\n")]
    assert len(pieces) > 1
    assert len(lines) == len(set(lines)) == 60


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert sentences("Ask Mr. Brown, e.g. On Friday. He knows.") == ["Ask Mr. Brown, e.g. On Friday.", "He knows."]


def test_each_row_of_a_table_is_a_passage_of_its_own() -> None:
    table = Block("table", rows=(("Room", "Sleeps", "Wi-Fi"), ("Oak", "2", "yes"), ("Elm", "4", "no")))
    pieces = split(Content("Rooms", (table,)), "Rooms")
    assert [piece.text for piece in pieces] == ["Oak — sleeps: 2; Wi-Fi: yes.", "Elm — sleeps: 4; Wi-Fi: no."]


def test_a_row_that_is_named_by_its_class_only_takes_the_heading_along() -> None:
    heading = Block("heading", "Delivery in the UK", level=2)
    table = Block("table", rows=(("Service", "Price", "Time"), ("Express", "£6", "1 day"), ("DX-4", "£9", "2 days")))
    pieces = split(Content("Shop", (heading, table)), "Shop")
    assert pieces[0].text.startswith("Delivery in the UK: Express — price: £6")
    assert pieces[1].text.startswith("DX-4 — ")


def test_sections_of_two_models_are_never_merged_and_dates_of_review_are_no_content() -> None:
    blocks = (
        Block("paragraph", "Last reviewed: May 2026"),
        Block("heading", "LB-2", level=2),
        Block("paragraph", "Its warranty is 24 months."),
        Block("heading", "LB-2X", level=2),
        Block("paragraph", "Its warranty is 36 months."),
    )
    assert [piece.section for piece in split(Content("Routers", blocks), "Routers")] == [
        "Routers › LB-2",
        "Routers › LB-2X",
    ]
