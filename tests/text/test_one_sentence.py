"""A sentence of several places: which of them are one incident's, and at which of them nobody came to harm."""

from __future__ import annotations

import pandas as pd
import pytest

import geomap

DAY = "2021-06-03"


def told(text: str) -> dict[str, tuple[int | None, int | None]]:
    """The killed and wounded of each place."""
    frame = geomap.extract(text=text, published=DAY)
    figures = (tuple(None if pd.isna(n) else int(n) for n in (r.killed, r.wounded)) for r in frame.itertuples())
    return dict(zip((str(place) for place in frame.place), figures, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        (
            "At dawn on Wednesday two villagers were wounded in Koti, one was killed in Baghanis, and in Paravakar nobody was "
            "hurt by the shelling, the governor said."
        ),
        (
            "На рассвете в среду в Коти при обстреле ранены двое жителей, в Баганисе убит один, а в Паравакаре обошлось без "
            "жертв и пострадавших, сообщил губернатор."
        ),
        (
            "Չորեքշաբթի կրակոցներից Կոթիում վիրավորվել են երկու կին, Բաղանիսում սպանվել է մեկ տղամարդ, Պառավաքարում "
            "տուժածներ չկան, հայտնել է մարզպետարանը։"
        ),
        (
            "Çərşənbə günü açılan atəşdən Kotkənddə iki nəfər yaralanıb, Baqanisdə bir nəfər öldürülüb, Paravakarda isə "
            "xəsarət alan olmayıb, qubernator deyib."
        ),
    ],
)
def test_nobody_hurt_at_one_place_of_a_list_is_told_of_that_place_alone(text):
    figures = told(text)
    (koti,) = (value for place, value in figures.items() if "Koti" in place)
    (paravakar,) = (value for place, value in figures.items() if "Paravakar" in place)
    assert koti == (None, 2)
    assert paravakar == (0, 0)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Bullets pierced roofs in Aygepar on Wednesday, the village head said. In Movses a barn burned down after "
            "shelling. Nobody was hurt, an army spokesman said in Yerevan."
        ),
        ("В среду обстреляли Айгепар, пробиты крыши. Под огонь попал и Мовсес. Никто не пострадал, сказали в Ереване."),
    ],
)
def test_a_capital_in_the_sentence_that_says_so_keeps_nobody_hurt_from_no_place(text):
    assert set(told(text).values()) == {(0, 0)}


@pytest.mark.parametrize(
    ("text", "place", "figures"),
    [
        (
            (
                "Repelling an attack near Ashagi Askipara, five Azerbaijani soldiers died on Wednesday in the Gazakh district, "
                "the ministry said in Baku."
            ),
            "Aşağı Əskipara / Ներքին Ոսկեպար",
            (5, None),
        ),
        (
            (
                "Отражая вылазку близ Ашагы-Аскипары, пятеро азербайджанских солдат погибли в среду в Газахском районе, "
                "заявили в Баку."
            ),
            "Aşağı Əskipara / Ներքին Ոսկեպար",
            (5, None),
        ),
    ],
)
def test_what_befell_people_in_the_district_of_a_village_befell_them_there(text, place, figures):
    assert told(text) == {place: figures}


def test_a_district_set_against_a_village_of_it_is_another_place():
    text = (
        "Two soldiers were killed at Ashagi Askipara on Wednesday, while another was wounded elsewhere in the Gazakh "
        "district by sniper fire, the ministry said."
    )
    assert len(told(text)) == 2


def test_no_word_of_anyone_being_hurt_is_no_claim_that_somebody_was():
    text = (
        "One of its posts near Verin Shorzha came under fire on Wednesday, Armenia's Defense Ministry says. Baku claimed "
        "that the Armenians had been shooting, which Yerevan rejected. There was no word of anyone being hurt."
    )
    assert "casualty" not in set(geomap.extract(text=text, published=DAY).event_type)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "A shepherd of 52 was killed in Koti and two girls, aged 9 and 11, in Baghanis when mines fell on Monday.",
            {"Koti": (1, None), "Baghanis": (2, None)},
        ),
        (
            (
                "Под огнем в понедельник в Коти погибли 52-летний Арам Галоян и его сосед Левон Саакян, в Баганисе — Нуне "
                "Саргсян, сообщили в администрации."
            ),
            {"Koti": (2, None), "Baghanis": (1, None)},
        ),
        (
            "При обстреле в понедельник погибли две женщины в Коти и еще одна в Баганисе, сообщила полиция.",
            {"Koti": (2, None), "Baghanis": (1, None)},
        ),
        (
            (
                "Երկուշաբթի կրակոցներից Կոթիում զոհվել են 52-ամյա Արամ Գալոյանն ու 40-ամյա Լևոն Սահակյանը, Բաղանիսում՝ 70-ամյա "
                "Նունե Սարգսյանը։"
            ),
            {"Koti": (2, None), "Baghanis": (1, None)},
        ),
        (
            "Bazar ertəsi Kotkənddə mərmi 70 və 64 yaşlı iki kişini, Baqanisdə isə güllə 41 yaşlı Nunə Sərkisyanı öldürüb.",
            {"Koti": (2, None), "Baghanis": (1, None)},
        ),
    ],
)
def test_who_died_at_a_second_place_is_told_of_it_where_the_verb_is_left_out(text, figures):
    found = told(text)
    assert {place: next(f for name, f in found.items() if place in name) for place in figures} == figures


def test_one_more_inhabitant_of_a_village_told_of_before_came_to_harm_there():
    found = told(
        "A woman was killed in Koti and two men in Baghanis when shells fell on Monday, the mayor said. Later bullets hit "
        "roofs in Paravakar. One more inhabitant of Baghanis was wounded."
    )
    assert {name.split(" / ")[0]: figures for name, figures in found.items()} == {
        "Koti": (1, None),
        "Baghanis": (2, 1),
        "Paravakar": (None, None),
    }


def test_names_listed_with_their_villages_are_told_of_each_and_the_province_is_no_place_more():
    found = told(
        "Three women died on Monday when mortar bombs struck two villages of Tavush Province: Nune Sargsyan in Koti, Anahit "
        "Galoyan and Lia Petrosyan in Baghanis."
    )
    assert {name.split(" / ")[0]: figures for name, figures in found.items()} == {
        "Koti": (1, None),
        "Baghanis": (2, None),
    }
