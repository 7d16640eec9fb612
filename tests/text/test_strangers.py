"""Who came to harm though no word list knows them: every kind of person with every word for what befell them."""

from __future__ import annotations

import pytest
from case_lists import come_to

# Persons as they are told of, and how many they are. The nouns stand in no list.
PERSONS = {
    "en": [
        ("Vanik Sahradyan", 1), ("a sexton", 1), ("a certain Vanik Sahradyan", 1), ("three curates", 3), ("no curate", 0),
        ("two Armenian curates", 2), ("Vanik Sahradyan and two curates", 3), ("five men, two of them brothers,", 5),
        ("four curates, one of them a foreigner,", 4), ("Vanik Sahradyan, a father of three,", 1),
        ("a sexton and a curate", 2), ("one soldier and two villagers", 3),
    ],
    "ru": [
        ("Ваник Саградян", 1), ("некий Ваник Саградян", 1), ("трое псаломщиков", 3), ("два псаломщика", 2),
        ("Ваник Саградян и двое псаломщиков", 3), ("пятеро мужчин, двое из них братья,", 5),
        ("Ваник Саградян, отец троих детей,", 1), ("один солдат и двое сельчан", 3),
    ],
    "hy": [
        ("Վանիկ Սահրադյանը", 1), ("երեք լվացարար", 3), ("Վանիկ Սահրադյանն ու Աշոտ Մելքոնյանը", 2),
        ("Վանիկ Սահրադյանը և երկու լվացարար", 3), ("մեկ զինվոր և երկու գյուղացի", 3),
    ],
    "az": [
        ("Vahid Səfərzadə", 1), ("üç damğaçı", 3), ("Vahid Səfərzadə və Aqil Məlikzadə", 2), ("onlardan ikisi", 2),
        ("Vahid Səfərzadə və iki damğaçı", 3), ("bir əsgər və iki kənd sakini", 3),
    ],
}  # fmt: skip

# What befell them, of one and of several.
FATES = {
    "en": [
        ("killed", "{was} killed"), ("killed", "died on the spot"), ("killed", "{was} shot dead"),
        ("killed", "{was} fatally wounded"), ("wounded", "{was} wounded"), ("wounded", "{was} slightly injured"),
        ("wounded", "{was} hit by a bullet in the shoulder"),
    ],
    "ru": [
        ("killed", "погиб{ли}"), ("killed", "убит{ы}"), ("killed", "застрелен{ы}"), ("killed", "смертельно ранен{ы}"),
        ("wounded", "ранен{ы}"), ("wounded", "контужен{ы}"),
    ],
    "hy": [
        ("killed", "զոհվել է"), ("killed", "սպանվել է"), ("killed", "մահացել է"), ("wounded", "վիրավորվել է"),
        ("wounded", "վիրավորում է ստացել"), ("wounded", "բեկորային վնասվածքներ է ստացել"),
    ],
    "az": [
        ("killed", "həlak olub"), ("killed", "şəhid olub"), ("killed", "öldürülüb"), ("wounded", "yaralanıb"),
        ("wounded", "xəsarət alıb"), ("wounded", "qəlpə yarası alıb"),
    ],
}  # fmt: skip

SENTENCES = {
    "en": [
        "{persons} {befell} when shells fell on the village on Tuesday.",
        "The village was shelled, and {persons} {befell}.",
    ],
    "ru": ["Во вторник {persons} {befell} при обстреле села.", "Село обстреляли, {persons} {befell}."],
    "hy": ["Երեքշաբթի գնդակոծությունից {persons} {befell}։", "Գյուղը գնդակոծել են, {persons} {befell}։"],
    "az": ["Çərşənbə axşamı atəş zamanı {persons} {befell}.", "Kənd atəşə tutulub, {persons} {befell}."],
}


def agreeing(befell: str, count: int) -> str:
    forms = {"was": "was" if count < 2 else "were", "ли": "ли" if count > 1 else "", "ы": "ы" if count > 1 else ""}
    return befell.format(**forms)


@pytest.mark.parametrize(("lang", "kind", "befell"), [(lang, *fate) for lang, fates in FATES.items() for fate in fates])
def test_whoever_came_to_harm_is_counted_known_or_not(lang, kind, befell):
    wrong = []
    for persons, count in PERSONS[lang]:
        for sentence in SENTENCES[lang]:
            text = sentence.format(persons=persons, befell=agreeing(befell, count))
            if come_to(text, lang).get(kind) != count:
                wrong.append((text, come_to(text, lang)))
    assert not wrong


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Three sheds were hit by shells on Tuesday."),
        ("en", "A fire at a brewery was started by a shell, nobody was injured."),
        ("ru", "Во вторник обстреляны три сарая."),
        ("hy", "Քառասուն րոպե տևած մարտում զոհեր չկան։"),
        ("az", "Güllələr üç anbara dəyib."),
        ("az", "Onun üç evi yanıb."),
    ],
)
def test_what_is_no_person_is_not_counted(lang, text):
    assert not any(come_to(text, lang).values())
