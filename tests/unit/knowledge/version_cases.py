"""Documents as companies keep them: editions of one text, texts that say that they are out, and different things."""

from __future__ import annotations

from knowledge.versions import Edition, edition


def doc(name: str, title: str = "", head: str = "", **front: str) -> Edition:
    return edition(name, title, front, f"{title}\n{head}" if title and head else head or title)


VERSIONS: dict[str, tuple[Edition, ...]] = {  # the last one is in force, and it alone
    "years in the names": (doc("returns-2023.md", "Returns policy"), doc("returns-2025.md", "Returns policy")),
    "names with blanks": (doc("Terms 2019.pdf", "Terms and conditions"), doc("Terms 2024.pdf", "Terms and conditions")),
    "numbers in the names": (doc("Returns_v1.pdf", "Returns"), doc("Returns_v2.pdf", "Returns")),
    "1.9 comes before 1.10": (doc("guide-v1.9.md", "Guide"), doc("guide-v1.10.md", "Guide")),
    "letters of revision": (doc("M-REV-A.pdf", "Manual rev A"), doc("M-REV-B.pdf", "Manual rev B")),
    "months in the names": (
        doc("tariff 2025-03.csv", "Tariff 2025-03"),
        doc("tariff 2026-01.csv", "Tariff 2026-01"),
    ),
    "days without dashes": (doc("rates_20240101.csv", "Rates"), doc("rates_20260101.csv", "Rates")),
    "quarters": (doc("rates-Q1-2025.csv", "Rates Q1 2025"), doc("rates-Q3-2026.csv", "Rates Q3 2026")),
    "seasons of different years": (
        doc("price-list-spring-2024.csv", "Price list spring 2024"),
        doc("price-list-autumn-2025.csv", "Price list autumn 2025"),
    ),
    "seasons of a theatre": (
        doc("terms-2023.md", "Ticket terms", "Season 2023/24"),
        doc("terms-2025.md", "Ticket terms", "Season 2025/26"),
    ),
    "months and a word of age in the names": (
        doc("Price List Jan 2025.xlsx", "Price List Jan 2025"),
        doc("Price List Jul 2026 final.xlsx", "Price List Jul 2026 final"),
    ),
    "dates in the texts alone": (
        doc("a.md", "Fees", "Fees, effective from 1 May 2024"),
        doc("b.md", "Fees", "Fees, effective from 1 May 2026"),
    ),
    "American dates": (
        doc("privacy-first.md", "Privacy notice", "Last updated: March 3, 2023"),
        doc("privacy.md", "Privacy notice", "Last updated: 4/15/2026"),
    ),
    "German dates": (
        doc("agb-alt.md", "AGB", "Stand: 01.03.2023"),
        doc("agb.md", "AGB", "Stand: 01.05.2026"),
    ),
    "editions of a month": (
        doc("brochure.pdf", "Membership guide", "Edition of March 2024"),
        doc("brochure-new.pdf", "Membership guide", "Edition of September 2026"),
    ),
    "lettered editions": (
        doc("policy-terms-2022.md", "Home policy terms, edition H3 (from 1 May 2022)", "For policies begun before."),
        doc("policy-terms-2025.md", "Home policy terms, edition H4", "It replaces H3 of May 2022."),
    ),
    "the text's date before the name's": (
        doc("fees.md", "Fees", "Effective from 1 March 2023"),
        doc("fees-2022.md", "Fees", "Effective from 1 March 2026"),
    ),
    "a version in words": (
        doc("warranty-policy.md", "Warranty policy", "Version 2, 15 January 2020"),
        doc("warranty-policy-now.md", "Warranty policy", "Version 3, 1 September 2023. Replaces version 2."),
    ),
    "one word of age": (doc("terms-old.docx", "Terms of hire"), doc("terms.docx", "Terms of hire")),
    "a folder for the archive": (doc("archive/returns.md", "Returns"), doc("returns.md", "Returns")),
    "folders of years": (doc("2023/returns.md", "Returns"), doc("2025/returns.md", "Returns")),
    "OLD behind the title": (
        doc("orders-2022.md", "Orders and returns (issue 4, March 2022) - OLD"),
        doc("orders.md", "Orders and returns (issue 5, May 2025)"),
    ),
    "a year of long ago beside the page in use": (
        doc("delivery-2022.md", "Delivery", "Two days."),
        doc("delivery.md", "Delivery", "One day."),
    ),
    "a list of this year beside one without": (
        doc("price-list.md", "Price list"),
        doc("price-list-2026.md", "Price list 2026"),
    ),
    "in place of that of a month": (
        doc("cancelling-2022.txt", "Cancelling 2022", "CANCELLING (issue of May 2022) Cancel free."),
        doc("cancelling.txt", "CANCELLING", "Issue of February 2025, in place of that of May 2022"),
    ),
    "the other policy is no longer in use": (
        doc("returns-2020.md", "Returns policy", "Dated 10 May 2020"),
        doc("returns.md", "Returns policy", "Dated 8 July 2024. The policy of 10 May 2020 is no longer in use."),
    ),
    "names that share a word, with words for it": (
        doc("fees-2023.md", "Fees and concessions", "Autumn 2023. Withdrawn. Leaving a course"),
        doc(
            "fees-and-refunds.md", "Fees and concessions", "Valid from May 2025. The leaflet of 2023 no longer applies."
        ),
    ),
    "titles that share a word, with words for it": (
        doc("sickness-2023.md", "Sickness and medicines (March 2023)", "Replaced on 1 September 2025."),
        doc("sickness-2025.md", "When a child is poorly", "From 1 September 2025. It replaces the page of March 2023."),
    ),
    "it takes over from the older one": (
        doc("fitting-2021.md", "Fitting instructions", "Issued May 2021"),
        doc("fitting.md", "Fitting instructions for the range", "Issued May 2024. Takes over from those of May 2021."),
    ),
    "all earlier versions": (
        doc("data-protection-a.md", "Data protection policy", "Issued 3 May 2021"),
        doc("data-protection.md", "Data protection policy", "Issued 3 May 2024. This supersedes all earlier versions."),
    ),
    "the older one's title in quotation marks": (
        doc("clinic.md", "The kettle clinic", "Effective from 4 March 2024."),
        doc("surgery.md", "Kettle surgery", 'This page replaces "The kettle clinic" of March 2024.'),
    ),
    "the older one's file name": (
        doc("house-rules.pdf", "House rules"),
        doc("guests.pdf", "Guest rules", "This document supersedes house-rules.pdf."),
    ),
    "the older one's file name in front matter": (
        doc("house-rules.md", "House rules"),
        doc("rules-2026.md", "Guest rules", "", replaces="house-rules.md"),
    ),
    "kept for older purchases, but withdrawn": (
        doc("promise-2018.md", "Lull guarantee (2018)", "Withdrawn on 1 June 2024; purchases before that date only."),
        doc("promise.md", "The Lull promise", "For paint bought on or after 1 June 2024."),
    ),
    "three years": (doc("terms-2019.md", "Terms"), doc("terms-2022.md", "Terms"), doc("terms-2025.md", "Terms")),
    "three numbers": (doc("book_v1.docx", "Book"), doc("book_v2.docx", "Book"), doc("book_v3.docx", "Book")),
}

SAYS_SO: dict[str, Edition] = {  # a document that says of itself, in its first lines, that it is out of force
    "a status line": doc("a.md", "Returns", "Status: withdrawn\nYou may return goods."),
    "a bracket in the title": doc("a.md", "Tariff (superseded)", "Calls cost 5p."),
    "no longer in use since": doc("a.md", "Complaints procedure", "No longer in use since 3 March 2025.\nWrite to us."),
    "not in force any longer": doc("a.md", "Fair use (May 2021)", "Not in force any longer for any customer."),
    "this policy": doc("a.md", "Lone working", "This policy was replaced on 1 June 2025. See the intranet."),
    "this policy by other rules": doc("a.md", "Rules", "This policy has been superseded by the rules of 2026."),
    "these terms": doc("a.md", "Terms", "These terms no longer apply.\nText"),
    "rules that ended": doc("a.md", "Cancelling (rules of 2023)", "These rules ended on 31 March 2025."),
    "a closed edition": doc("a.md", "Plan charges (edition of 1 May 2019)", "Closed edition. Use the newer one."),
    "an old page": doc("a.html", "Cancelling a plan (old page, 12 January 2022, for plans made before July 2022)"),
    "an old version in the title": doc("a.md", "Complaints (old version)", "Write to us."),
    "a previous edition": doc("a.md", "Complaints", "Previous edition, kept for reference."),
    "a historic version": doc("a.md", "Privacy notice", "Historic version - for reference only"),
    "an archived copy": doc("a.md", "Privacy notice", "Archived copy."),
    "replaced, in a bracket of a running line": doc(
        "a.txt", "A", "CANCELLING (issue of May 2022 - replaced, kept for bookings made under it) Cancel free."
    ),
    "out of date, in a bracket": doc("a.txt", "A", "STANDARDS of 2019 (out of date, see the pages of 2025) No water"),
    "out of use since": doc("a.md", "Lesson terms (September 2023)", "Out of use since 1 September 2025."),
    "retired": doc("a.md", "Loyalty scheme rules", "Retired on 4 May 2026. Points were turned into vouchers."),
    "please note": doc("a.md", "Expenses policy", "PLEASE NOTE: superseded by the Expenses policy of May 2026"),
    "front matter's status": doc("a.md", "Rules", "", status="archived"),
    "front matter's successor": doc("a.md", "Rules", "", superseded_by="b.md"),
    "an offer's end": doc("a.txt", "Spring offer", "Valid until 31 May 2026\n20 % off"),
    "an end in a month": doc("a.txt", "Spring offer", "Valid until October 2026\n20 % off"),
    "from and to": doc("a.md", "Compensation", "In force from 1 April 2023 to 31 March 2025."),
    "was in force until": doc("a.md", "Deposit rules", "These rules were in force until 3 March 2026."),
    "not yet": doc("a.md", "Rules", "These rules apply from 1 February 2027."),
    "not yet, in front matter": doc("a.md", "Rules", "", effective="2027-02-01"),
}

DIFFERENT: dict[str, tuple[Edition, ...]] = {
    "models": (doc("qf-40-2024.md", "QF-40 guide", "Issued May 2024"), doc("qf-40s-2026.md", "QF-40S guide")),
    "models without letters": (doc("heron-200.md", "Heron 200"), doc("heron-300.md", "Heron 300")),
    "models in equal titles": (doc("guide-qf-40.md", "Guide QF-40 v1"), doc("guide-qf-60.md", "Guide QF-60 v2")),
    "models of different years": (
        doc("clearwater-x200-2023.md", "Clearwater X200"),
        doc("clearwater-x300-2025.md", "Clearwater X300"),
    ),
    "regions": (
        doc("warranty-uk.md", "Warranty", "Effective from 1 May 2023"),
        doc("warranty-ireland.md", "Warranty", "Effective from 1 May 2025"),
    ),
    "regions in the titles": (
        doc("returns-2023.md", "Returns in Ireland 2023"),
        doc("returns-2025.md", "Returns in the UK 2025"),
    ),
    "languages": (
        doc("returns-en.md", "Returns", "Effective 1 May 2024"),
        doc("returns-de.md", "Returns", "Effective 1 May 2026"),
    ),
    "trade and everybody": (doc("terms-trade-2023.md", "Trade terms"), doc("terms-2026.md", "Terms")),
    "trade in the title": (doc("terms-2023.md", "Terms for trade customers"), doc("terms-2026.md", "Terms")),
    "trade replaced, retail of the same month": (
        doc("retail-terms.md", "Retail terms", "Dated March 2023"),
        doc("trade-terms.md", "Trade terms", "Dated May 2025. They replace the terms of March 2023."),
    ),
    "adults and children": (
        doc("ticket-terms-children-2022.md", "Ticket terms"),
        doc("ticket-terms-adults-2026.md", "Ticket terms"),
    ),
    "new customers": (
        doc("customers.md", "Customers", "Updated 3 March 2024"),
        doc("new-customers.md", "New customers", "Updated 3 March 2026"),
    ),
    "shops in folders": (doc("leeds/prices-2024.md", "Prices"), doc("york/prices-2026.md", "Prices")),
    "shops with one title": (
        doc("leeds.md", "Opening hours", "Updated May 2024"),
        doc("york.md", "Opening hours", "Updated May 2026"),
    ),
    "prices of different things": (doc("prices-windows-2024.md", "Prices"), doc("prices-doors-2026.md", "Prices")),
    "a guarantee for one product more": (
        doc("guarantee-2022.md", "Guarantee"),
        doc("guarantee-2024.md", "Guarantee for the Heron 300"),
    ),
    "minutes": (
        doc("minutes-2026-03.md", "Minutes of the meeting, March 2026"),
        doc("minutes-2026-04.md", "Minutes of the meeting, April 2026"),
    ),
    "newsletters": (doc("news-42.md", "Newsletter, issue 42"), doc("news-43.md", "Newsletter, issue 43")),
    "reports of each year": (
        doc("report-2024.pdf", "Annual report 2024"),
        doc("report-2025.pdf", "Annual report 2025"),
    ),
    "notes of different days": (doc("note-2024-03-01.md", "Boiler"), doc("note-2025-03-01.md", "Recall of the mirror")),
    "events": (
        doc("fair-leeds-2026-03-02.md", "Fair in Leeds, 2 March 2026"),
        doc("fair-york-2026-05-02.md", "Fair in York, 2 May 2026"),
    ),
    "parts": (doc("manual-part-1.pdf", "Manual part 1"), doc("manual-part-2.pdf", "Manual part 2")),
    "subjects": (
        doc("delivery.md", "Delivery", "Updated 1 March 2026"),
        doc("returns.md", "Returns", "Updated 1 March 2024"),
    ),
    "summer and winter": (
        doc("hours-summer-2026.md", "Opening hours, summer 2026"),
        doc("hours-winter-2026.md", "Opening hours, winter 2026"),
    ),
    "a banner for a title": (
        doc("internal-goodwill-note.txt", "INTERNAL - NOT FOR CUSTOMERS", "To: Care\nDate: 5 October 2026"),
        doc("internal-workshop-notes.txt", "INTERNAL - NOT FOR CUSTOMERS", "To: Care\nDate: 2 November 2026"),
    ),
    "the house's name for a title": (
        doc("weirside-prices.html", "Weirside Leisure Centre", "Updated 1 April 2024"),
        doc("weirside-parking.html", "Weirside Leisure Centre", "Updated 1 April 2026"),
        doc("weirside-pool.html", "Weirside Leisure Centre", "Updated 1 May 2026"),
    ),
    "index pages": (
        doc("delivery/index.html", "Delivery", "Updated 3 May 2024"),
        doc("returns/index.html", "Returns", "Updated 3 May 2026"),
    ),
    "an edition that holds for older purchases": (
        doc("warranty-2020.md", "Limited warranty (edition 2020; applies to products bought before 1 June 2023)"),
        doc("warranty.md", "Limited warranty", "Edition of June 2023. Older products: see the edition of 2020."),
    ),
    "conditions that earlier bookings keep": (
        doc("conditions-2022.md", "Booking conditions", "For bookings made from 1 September 2022"),
        doc(
            "conditions-2024.md",
            "Booking conditions",
            "For bookings made from 1 November 2024. Bookings made earlier stay under the conditions of 2022.",
        ),
    ),
    "one that replaces the other for newer goods only": (
        doc("g-2019.md", "Guarantee (watches sold before 1 April 2023)", "This page is for older watches."),
        doc("g-2023.md", "Guarantee (watches sold from 1 April 2023)", "It replaces that of 2019 for newer watches."),
    ),
    "a product that is replaced by another": (
        doc("dunnock.md", "Dunnock jacket", "Replaced by the Fellside jacket.\nWaterproof."),
        doc("fellside.md", "Fellside jacket", "It replaces the Dunnock jacket.\nWaterproof."),
    ),
    "a product that is withdrawn": (doc("tarn.md", "Tarn TK-12", "Withdrawn in 2021. Parts until 2030."),),
    "a lamp that is replaced": (
        doc("repairs.md", "Repairs", "A faulty lamp is replaced by a new one. It is no longer valid to wait."),
        doc("lamps.md", "Lamps"),
    ),
    "a filter that replaces the old one": (
        doc("filter.md", "Filters", "A new filter replaces the old one every two months."),
        doc("old-filter.md", "Old filters"),
    ),
    "a draft": (doc("policy-v2.md", "Leave policy"), doc("policy-v3-draft.md", "Leave policy")),
    "a year that says nothing yet": (doc("price-list.md", "Price list"), doc("price-list-2025.md", "Price list 2025")),
    "a year and a month in it": (doc("fees.md", "Fees", "From 1 April 2026"), doc("fees-2026.md", "Fees 2026")),
    "a season to come that stands alone": (doc("season-2027.md", "Season 2027", "Opens in March."),),
    "Christmas to come": (doc("christmas.md", "Christmas deliveries from 1 December 2026"), doc("d.md", "Delivery")),
    "an offer's end among other facts": (
        doc("hours.md", "Opening hours", "We open at 9.\nThe winter sale runs until 10 January 2026.\nDogs welcome."),
    ),
    "an end of gift cards": (
        doc("gift.md", "Gift cards", "Cards bought in 2023 are valid until 31 December 2025.\nNew ones have no end."),
    ),
    "a condition of the guarantee": (
        doc("g.md", "Guarantee", "This guarantee is no longer valid if the case has been opened."),
    ),
    "a list that changes each month": (doc("lunch.md", "Lunch list", "This list is replaced each month."),),
    "expired passports": (doc("passports.md", "Passports", "Expired passports are not taken."),),
    "archived messages": (doc("archiving.md", "Archiving policy", "Archived messages are kept for six years."),),
    "an agreement that supersedes others in law": (
        doc("terms.md", "Terms", "Dated May 2024\nThis agreement supersedes all prior agreements between us."),
        doc("terms-wholesale.md", "Wholesale terms", "Dated May 2021"),
    ),
}
