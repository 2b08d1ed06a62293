"""The names of a company's products come from its documents, and nothing else is taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.loading.formats import read_document
from knowledge.products import product_names


def names(text: str, name: str = "a.md") -> set[str]:
    content = read_document(name, text.encode())
    return set(product_names(content, content.title))


def test_the_first_column_of_a_table_of_product_data_names_products() -> None:
    table = "Tariff,Unit rate,Standing charge,Exit fee\nGreen Sky,24p,45p,£0\nNight Owl 7,9p,48p,£50\n"
    assert names(table, "tariffs.csv") == {"Green Sky", "Night Owl 7"}


@pytest.mark.parametrize(
    "table",
    [
        "Service,Price,Time\nStandard,£3,3 days\nExpress,£6,1 day\nSaturday,£9,Saturday\n",
        "Country,Price,Time\nNorway,£9,5 days\nFrance,£7,4 days\n",
        "Light,Colour,Meaning\nPower,green,on\nInternet,red,off\n",
        "Day,Opens,Price\nMonday,9am,£3\nTuesday,10am,£4\n",
        "Charge,Amount,Limit\nLate payment,£12,once a month\nReplacement card,£5,none\n",
    ],
)
def test_rows_of_delivery_days_places_and_charges_are_no_products(table: str) -> None:
    assert names(table, "table.csv") == set()


def test_models_in_headings_or_told_twice_are_products_and_codes_are_not() -> None:
    text = "# Drills\n\n## DX-18\n\nThe DX-18 has 18 V. Write to us at EX4 7QP. The LM-3R is new; the LM-3R charges by USB-C on A4."
    assert names(text) == {"DX-18", "LM-3R"}


def test_names_that_the_text_introduces_again_and_again_are_products() -> None:
    text = "# Care\n\nClean the Heron lamp with a dry cloth. Never open our Heron lamp. The Monday delivery is early; the Monday delivery is free."
    assert names(text) == {"Heron lamp"}


def test_a_heading_is_a_name_when_the_sentences_write_it_so() -> None:
    text = "# Rooms\n\n## Harbour Loft\n\nGuests of Harbour Loft park behind the house.\n\n## Opening Hours\n\nNine to five."
    assert names(text) == {"Harbour Loft"}


def test_the_library_gathers_the_products_of_what_is_in_force_for_customers(tmp_path: Path) -> None:
    library = Library(tmp_path, one_shot=True)
    assert library.products() == ()
    library.add_file("prices.csv", b"Plan,Price,Speed\nRiver 50,10,50\nRiver 100,20,100\n")
    library.add_file("notes.md", b"---\naudience: internal\n---\n# ZX-9\n\nThe ZX-9 comes in May.")
    library.add_file("old.md", b"---\nstatus: withdrawn\n---\n# QX-5\n\nThe QX-5 is sold.")
    library.add_file("names.md", b"---\nproducts: Blue Heron; Wren\n---\n# Names\n\nWe make lamps.")
    assert library.products() == ("Blue Heron", "Wren", "River 50", "River 100")
    library.remove("names.md")
    assert library.products() == ("River 50", "River 100")
    library.close()
