"""Whom a reply greets, and how."""

from __future__ import annotations

import pytest

from drafting.read import read_letter
from drafting.understanding.greeting import greet


@pytest.mark.parametrize(
    ("letter", "greeting"),
    [
        ("My lamp broke.\n\nYours faithfully,\n\nR. Okafor (Mrs)", "Dear Mrs Okafor"),
        ("It is late.\n\nKind regards\nJ. Patel", "Dear J. Patel"),
        ("Help me.\n\nTom and Anna Reid", "Dear Tom and Anna Reid"),
        ("Is it open?\n\nMr & Mrs Reid", "Dear Mr and Mrs Reid"),
        ("Is it open?\n\nTom Reid\nAnna Reid", "Dear Tom and Anna Reid"),
        ("It leaks.\n\nRegards,\nTANAKA Hiroshi", "Dear Hiroshi Tanaka"),
        ("It leaks.\n\nThank you,\nMiss Cheung Wing-Yan", "Dear Miss Cheung"),
        ("it leaks. can you help? thanks sue", "Dear Sue"),
        ("It leaks.\n\n(Mrs) Olive Tunnicliffe\nAccount 8001 2239 10", "Dear Mrs Tunnicliffe"),
        ("It leaks.\n\nProprietor Oluwaseun Bright", "Dear Oluwaseun Bright"),
        ("It leaks.\n\nThe Patels", "Dear Patel family"),
        ("It leaks.\n\nTom, Anna and the kids", "Dear Tom and Anna"),
        ("Which one fits?\n\nMrs Le Page", "Dear Mrs Le Page"),
        ("It leaks.\n\nMember no 7781\nDenise Farrow", "Dear Denise Farrow"),
        ("It leaks.\n\nPatrick Lindqvist\nThe Nook Café", "Dear Patrick Lindqvist"),
        ("It leaks.\n\nArthur Bramley, Secretary, Hull Choral Society", "Dear Arthur Bramley"),
        ("I lost my bear.\n\nfrom Isla Graham (age 10)", "Dear Isla Graham"),
        ("it leaks\n\ndean (order LL-60211)", "Dear Dean"),
        ("It leaks.\n\nYours faithfully\n\nP. Harcourt\nfor Mr G Tanner", "Dear P. Harcourt"),
        ("It leaks.\n\nDisgruntled customer", "Dear customer"),
        (
            "It leaks.\nBest,\nProf. Maria van den Berg\nDept of Physics, University of Leeds",
            "Dear Professor van den Berg",
        ),
        ("It leaks.\n\ncheers\nsue x", "Dear Sue"),
        ("It leaks.\n\nMaria Santos-Lima\nOffice Manager\nBright Smile Dental Ltd", "Dear Maria Santos-Lima"),
        ("The seat broke.\n\nSir David Hallam", "Dear Sir David"),
        ("No invoice came.\n\nJOHN O'BRIEN", "Dear John O'Brien"),
        ("Hello, my name is Priya Raman and my order is late.", "Dear Priya Raman"),
        ("Where is it?\n\nKind regards,\nMrs. J Smith (on behalf of Mr T Smith)", "Dear Mrs Smith"),
        ("Where is it?\n\nΝίκος Παππάς", "Dear Νίκος Παππάς"),
        ("I want my money. Mrs A Bloom, 3 Oak Way", "Dear Mrs Bloom"),
        ("Where is it?\n\nA very disappointed customer", "Dear customer"),
        ("When will it come", "Dear customer"),
        ("From: Smith, John (Procurement) <j@x.example>\nSubject: s\n\nWhere is it?", "Dear John Smith"),
        ("From: Brightwell Bakery <hello@b.example>\nSubject: Q\n\nIs it open?", "Dear customer"),
        ("From: info@bakery.example\nSubject: Q\n\nIs it open?", "Dear customer"),
        (
            "From: Karen Hill <k@x.example>\nSubject: Mum\n\nI write for my mother, Mrs Edith Hill.\n\nKaren",
            "Dear Karen",
        ),
        ("The water is cloudy.\n\nKindly,\nWalt Pruitt", "Dear Walt Pruitt"),
        ("The water is cloudy.\n\nYours kindly,\nWalt Pruitt", "Dear Walt Pruitt"),
        ("The water is cloudy.\n\nIn haste,\nOrla Fennessy", "Dear Orla Fennessy"),
        ("We are four now.\n\nWarmest regards from Biscuit and\nClodagh Ní Riain\nTreasurer", "Dear Clodagh Ní Riain"),
        ("Hi Tarnside, Sam Ollerenshaw here, order 3391. The pedals do not fit.", "Dear Sam Ollerenshaw"),
        (
            "It leaks.\n\nMargaret Dunmore (Miss)\n\n---- copied from a forum ----\nSome note.\n----",
            "Dear Miss Dunmore",
        ),
        ("Can I have it back? Thanks, Ines Carvalho\n\n<!-- a note to whom it may concern -->", "Dear Ines Carvalho"),
        ("Still freezing.\n\nta, Shaz (Sharon) Bickerstaff", "Dear Shaz Bickerstaff"),
        ("Reverend Colin Thackeray, bought in August.\n\nYours faithfully\nC. Thackeray", "Dear Reverend Thackeray"),
        ("From: Dr Amir Khan <a@x.example>\nSubject: x\n\nNo invoice came.\n\nThanks\nAmir Khan", "Dear Dr Khan"),
    ],
)
def test_the_writer_is_greeted_as_signed(letter: str, greeting: str) -> None:
    assert greet(read_letter(letter.encode(), "pasted.txt")).text == greeting


def test_all_ways_of_calling_the_customer_are_known() -> None:
    letter = read_letter(b"From: Rose Okafor <r@x.example>\nSubject: s\n\nIt hums.\n\nR. Okafor (Mrs)", "pasted.txt")
    assert {"Mrs Okafor", "R. Okafor", "Rose Okafor", "Rose", "Okafor"} <= set(greet(letter).names)


@pytest.mark.parametrize(
    ("letter", "name"),
    [
        ("Pat Nugent, Nugent & Daughters Drapery. It will not import.\n\nP. Nugent", "Pat Nugent"),
        ("Still freezing.\n\nta, Shaz (Sharon) Bickerstaff", "Sharon Bickerstaff"),
        ("From: Walter Pruitt <w@x.example>\nSubject: s\n\nIt is cloudy.\n\nKindly,\nWalt Pruitt", "Walter Pruitt"),
    ],
)
def test_what_else_the_letter_calls_the_writer_is_a_right_name(letter: str, name: str) -> None:
    assert name in greet(read_letter(letter.encode(), "pasted.txt")).names


def test_who_signed_is_the_sender_when_the_envelope_names_nobody() -> None:
    letter = read_letter(b"The lamp hums.\n\nYours sincerely,\nMrs D. Prosser", "pasted.txt")
    assert (letter.sender_name, letter.sender) == ("Mrs D. Prosser", "Mrs D. Prosser")
    letter = read_letter(b"From: dp@x.example\nSubject: s\n\nThe lamp hums.\n\nD. Prosser", "pasted.txt")
    assert letter.sender == "D. Prosser <dp@x.example>"


def test_a_name_in_raw_bytes_of_the_header_is_read() -> None:
    letter = read_letter("From: Hélène Dubois <h@x.example>\nMessage-ID: <1@x>\n\nIt hums.\n".encode(), "a.eml")
    assert greet(letter).text == "Dear Hélène Dubois"
