"""The language of a letter, by its commonest words and its script: sure about English or not, light enough for any start."""

# ruff: noqa: E501  (a pattern reads better whole)
from __future__ import annotations

import re

_COMMON = {
    "en": "the and to of i a is in it my you for that was have on with not be this are but at your me we had from they would please can what when",
    "fr": "le la les des et est je une vous que pour dans pas mon ma mes sur avec nous qui ce du au il elle bonjour merci votre vos été ai cette plus mais ne se par être sont j'ai c'est n'est qu'il d'un d'une l'on",
    "de": "der die das und ist ich nicht sie ein eine einen zu den mit für es auf dem wir mein meine ihr ihre habe haben wird war bei von noch nach auch aber wie kann können bitte danke hallo mir mich dass sehr geehrte im am",
    "es": "el la los las que y es de en un una por para con no mi mis su sus se lo del al me he ha está pero como gracias hola usted ustedes muy también cuando quiero pedido sin más ya",
    "it": "il lo la gli le di che è e un una per non con mi mio mia del della sono ho ha nel al vi ma come grazie buongiorno questo questa più anche vostro vostra quando molto ordine dal",
    "nl": "de het een en is ik niet van dat die in op te voor met mijn zijn heb heeft maar aan ook wij u uw naar bij nog graag geen wordt kan hebben deze dank bestelling er",
    "pt": "o a os as que e é de em um uma para com não meu minha seu sua se do da no na por eu está mas como obrigado obrigada olá foi mais muito já ainda pedido sem",
    "pl": "i w nie na się jest z do to że jak mam moje mój proszę dzień dobry ale czy po za od co są dziękuję przez tym już tylko zamówienie",
    "sv": "och är att det jag en ett inte på som för med har av min mitt till ni vi men om kan hej tack från när den var beställning",
    "da": "og er at det jeg en et ikke på som for med har af min mit til i vi men om kan hej tak fra når den var jeres bestilling der",
    "no": "og er at det jeg en et ikke på som for med har av min mitt til dere vi men om kan hei takk fra når den var deres bestilling",
    "ro": "și este nu un o la pe cu din pentru care sunt am mea meu mi se că dar vă mulțumesc bună ziua comanda",
    "tr": "ve bir bu için ile ben çok ne de da var yok mi siparişim merhaba teşekkürler olarak değil lütfen",
    "fi": "ja on ei en se että minun olen hei kiitos mutta tilaus kun mitä tämä voitteko",
    "cs": "a je se na v že to ne jsem mi mám ale dobrý den děkuji prosím objednávka jak",
    "hu": "a az és nem van hogy egy meg én köszönöm kérem de is rendelés jó napot",
}  # fmt: skip
_LISTS = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_SCRIPTS = (("ja", r"[\u3040-\u30ff]"), ("zh", r"[\u4e00-\u9fff]"), ("ko", r"[\uac00-\ud7af]"), ("uk", r"[іїєґІЇЄҐ]"),
            ("ru", r"[\u0400-\u04ff]"), ("el", r"[\u0370-\u03ff]"), ("ar", r"[\u0600-\u06ff]"), ("he", r"[\u0590-\u05ff]"),
            ("hi", r"[\u0900-\u097f]"), ("th", r"[\u0e00-\u0e7f]"))  # fmt: skip


def language_of(text: str) -> str:
    """ISO 639-1 code; English when the words leave it open."""
    text = re.sub(r"\S*(?:@|://|\w\.\w|\[\.\])\S*", " ", text)  # addresses are in no language
    letters = len(re.findall(r"[^\W\d_]", text))
    for code, script in _SCRIPTS:
        share = len(re.findall(script, text)) / max(1, letters)
        if share > (0.02 if code == "uk" and re.search(r"[\u0400-\u04ff]{20}", re.sub(r"\s", "", text)) else 0.15):
            return code
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.lower().replace("’", "'"))
    if not words:
        return "en"
    scores = {code: sum(word in known for word in words) for code, known in _LISTS.items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    if best != "en" and scores[best] >= 2 and scores[best] > scores["en"] * 1.5 and scores[best] / len(words) > 0.12:
        return best
    return "en"
