"""Which place belongs to what happened."""

from __future__ import annotations

import pytest
from test_events import names
from test_triggers import findings, told


@pytest.mark.parametrize(
    ("lang", "text", "wants"),
    [
        (
            "en",
            "A resident of the village of Tegh was shot at near Kornidzor on Monday.",
            ["shelling@Kornidzor"],
        ),
        (
            "hy",
            "Տեղ գյուղի 40-ամյա բնակիչը վիրավորվել է Կոռնիձորի մոտ արձակված կրակոցից։",
            ["shelling@Կոռնիձոր"],
        ),
        ("ru", "Житель села Тех ранен выстрелом у Корнидзора.", ["shelling@Корнидзор"]),
        (
            "en",
            "A villager of Tegh and a resident of Khoznavar were wounded. Azerbaijani troops had fired at Kornidzor.",
            ["shelling@Kornidzor"],
        ),
        (
            "ru",
            "Обстреляны сёла Айгепар, Ненашево и Дальнее Тавушской области.",
            ["shelling@Айгепар"],
        ),
        (
            "en",
            "A soldier was killed near Sotk and an hour later, near Kut, two more.",
            ["casualty@Sotk", "casualty@Kut"],
        ),
        (
            "az",
            "Tovuz rayonunun Ağdam kəndi atəşə tutulub. Atəş Aygepar kəndi yaxınlığındakı postdan açılıb.",
            ["shelling@Ağdam"],
        ),
        (
            "en",
            "Jermuk was shelled on Monday. Azerbaijani troops have dug in on the heights above the town.",
            ["shelling@Jermuk", "incursion@Jermuk"],
        ),
        ("en", "Fresh skirmishing was reported near Movses on Friday, Armenia said.", ["clash@Movses"]),
        ("en", "Azerbaijan's army has seized the heights overlooking Jermuk.", ["capture@Jermuk"]),
        ("en", "A shell burst in the centre of Koti, the Tavush governor's office said.", ["shelling@Koti"]),
        ("en", "Azerbaijan stops Armenian lorries at Vorotan on the highway to Kapan.", ["blockade@Vorotan"]),
        (
            "en",
            "Azerbaijani guns shelled Sotk at dawn. An hour later a drone struck a van on the road to Sotk.",
            ["shelling@Sotk", "drone@Sotk"],
        ),
        (
            "en",
            "Azerbaijani troops fired from the Tovuz sector of the border. Armenian air defences shot down a drone over Tavush.",
            ["shelling@Tovuz", "drone@Tavush"],
        ),
        (
            "az",
            "Şahbuz rayonunun Türkeş kəndi səmasında erməni kvadrokopteri yerə endirilib, Müdafiə Nazirliyi bildirir.",
            ["drone/shelling@Türkeş"],
        ),
        ("ru", "Обстреляны посты у сел Чинари, Мовсес, Айгепар.", ["shelling@Чинари"]),
        (
            "hy",
            "Վեց հայ զինծառայող գերի է ընկել Կութի մոտ։ Գերիներից մեկի հայրը Մարտունուց է։",
            ["capture@Կութ"],
        ),
        (
            "en",
            "Mine blasts hurt two. One occurred in the village of Mehdili. A man was blown up by a mine there.",
            ["landmine@Mehdili"],
        ),
        (
            "ru",
            "Азербайджанские гаубицы били по Сотку. Спустя час дрон ударил по машине у Сотка.",
            ["shelling@Сотк", "drone@Сотк"],
        ),
    ],
)
def test_each_incident_has_its_own_place(lang: str, text: str, wants: list[str]) -> None:
    found = findings(text, lang).events
    assert len({event.group for event in found}) == len(wants)
    assert all(any(told(event, want) for event in found) for want in wants)


def test_a_village_where_those_hurt_live_is_the_place_only_where_nothing_else_is_said() -> None:
    (event,) = findings("A resident of Tegh was wounded by gunfire.", "en").events
    assert told(event, "shelling/casualty@Tegh")
    assert "place:of-those-hurt" in event.rules


def test_history_dates_what_follows_only_in_its_own_paragraph() -> None:
    past = "In July 2020 Azerbaijani troops shelled Movses. They also stormed the height near Aygepar."
    assert not findings(past, "en").events
    now = past + "\n\nThe mayor said that shots were fired at Chinari."
    assert [told(event, "shelling@Chinari") for event in findings(now, "en").events] == [True]


@pytest.mark.parametrize("seen", ["within sight of Khnatsakh and Vaghatur", "overlooking Khnatsakh"])
@pytest.mark.parametrize("between", [", ", " last week, "])
def test_a_village_in_sight_neither_narrows_nor_replaces_the_place(seen: str, between: str) -> None:
    told_of = f"Azerbaijani soldiers set up a post about 10 km north-east of Goris{between}{seen}."
    (event,) = findings(told_of, "en").events
    (locative,) = event.locatives
    assert locative.relation == "direction_distance"
    assert not locative.also


@pytest.mark.parametrize(
    ("lang", "text", "target"),
    [
        ("az", "Arazdəyəndə yerləşən erməni postlarından Şərurun Yengicə kəndi istiqamətində atəş açılıb.", "Yengicə"),
        ("hy", "Երասխում տեղակայված հայկական դիրքերից կրակ է բացվել Սադարակի ուղղությամբ։", "Սադարակ"),
        ("ru", "Ночью из района села Хачик обстреляли позиции в Шарурском районе Нахичевани.", "Шарур"),
    ],
)
def test_the_place_fired_from_is_not_the_place_fired_at(lang: str, text: str, target: str) -> None:
    (event,) = findings(text, lang).events
    targets = [m.text for x in event.locatives if not x.origin for m in x.anchors]
    assert any(target in name for name in targets)
    assert not {"Arazdəyəndə", "Хачик", "Երասխում"} & set(targets)


def test_the_place_of_a_participle_is_left_to_it_where_the_verb_has_its_own() -> None:
    text = "Şahbuz istiqamətində yolunu azmış Azərbaycan əsgəri Aşotavan kəndi yaxınlığında saxlanılıb."
    (event,) = findings(text, "az").events
    assert [m.text for x in event.locatives for m in x.anchors] == ["Aşotavan"]
    soldier = "Երասխում զինծառայող է զոհվել, Սոթքում՝ ևս մեկը։"  # a noun that ends as participles do
    assert len(findings(soldier, "hy").events) == 2


def test_the_next_sentence_names_no_office_of_the_place_before_it() -> None:
    (event,) = findings(
        "Shots rang out on Tuesday near Verin Shorzha. The mission said that nobody was hurt.", "en"
    ).events
    assert told(event, "shelling@Verin Shorzha")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A shepherd was blown up by a mine near Aghdam, liberated in 2023."),
        ("ru", "Пастух подорвался на мине у Агдама, освобожденного в 2023 году."),
        ("az", "2023-cü ildə işğaldan azad edilmiş Ağdam yaxınlığında çoban minaya düşüb."),
    ],
)
def test_the_year_a_place_changed_hands_is_not_when_anything_happened_there(lang: str, text: str) -> None:
    (event,) = findings(text, lang).events
    assert event.when is not None
    assert event.when.start.year == 2024


def test_what_began_years_ago_and_goes_on_is_history() -> None:
    assert not findings("Armenian forces have occupied the heights near Tovuz since 1993.", "en").events


def test_that_nobody_was_hurt_is_said_of_all_that_was_told() -> None:
    text = "Азербайджан обстрелял Айгепар. Снаряды упали и в Мовсесе. Люди были в подвалах, никто не пострадал."
    assert [(event.killed, event.wounded) for event in findings(text, "ru").events] == [(0, 0), (0, 0)]


def test_another_stretch_of_the_border_says_where_a_place_lies() -> None:
    text = "Shells killed two women in Berdavan on Friday. A third died in Paravakar, on another stretch of the Tavush border."
    told_of = [names(e) for e in findings(text, "en").events]
    assert len(told_of) == 2
    assert any("Paravakar" in places for places in told_of)


def test_what_was_being_done_when_fire_came_draws_no_place_to_itself() -> None:
    (event,) = findings("Observers came under fire on Friday while touring a road outside Verin Shorzha.", "en").events
    assert "Verin Shorzha" in names(event)


@pytest.mark.parametrize(
    "text",
    [
        "Customs men at the Meghri checkpoint found heroin in a lorry on Friday. The driver is in custody in Yerevan.",
        "In Chinari fields in view of the snipers stay unreaped, the mayor said on Friday.",
    ],
)
def test_smugglers_held_and_guns_that_only_look_on_are_no_incident(text: str) -> None:
    assert not findings(text, "en").events


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("en", "Soldiers threw stones at a car near Shurnukh on Friday, the mayor said.", "Shurnukh"),
        ("ru", "Военные забросали камнями машину у села Шурнух, сообщил мэр.", "Шурнух"),
        ("hy", "Ադրբեջանցի զինվորները Շուռնուխ գյուղի մոտ քարկոծել են ավտոմեքենան, ասել է գյուղապետը։", "Շուռնուխ"),
        ("az", "Erməni hərbçiləri Ağdam kəndi yaxınlığında maşına daş atıblar, nazirlik bildirib.", "Ağdam"),
    ],
)
def test_stones_thrown_are_an_incident(lang: str, text: str, place: str) -> None:
    (event,) = findings(text, lang).events
    assert any(place in name for name in names(event))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("hy", "Սոթքի մոտ երեկ ադրբեջանցիները հրետակոծել են դիրքը։ Ընդհանուր առմամբ երեք զինվոր է վիրավորվել։"),
        ("ru", "Вчера азербайджанцы обстреляли позицию у села Сотк. Всего ранены трое солдат."),
        ("en", "Azerbaijani troops shelled a post near Sotk on Monday. In total three soldiers were wounded."),
    ],
)
def test_those_hurt_in_all_were_hurt_in_the_one_incident_told(lang: str, text: str) -> None:
    found = findings(text, lang).events
    assert {event.wounded for event in found} == {3}


def test_a_place_before_a_semicolon_is_not_that_of_what_happened_after_it() -> None:
    (event,) = findings("Взрывы слышны в Шикаохе; в Давид-Беке ранен пастух.", "ru").events[-1:]
    assert [m.text for x in event.locatives for m in x.anchors] == ["Давид-Беке"]


def test_the_shore_where_a_post_lies_that_fired_is_not_the_place_fired_at() -> None:
    text = "С постов у села Джил на берегу Севана били по окопам в Чобанкенде."
    (event,) = findings(text, "ru").events
    assert [m.text for x in event.locatives if not x.origin for m in x.anchors] == ["Чобанкенде"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Villagers cut off by the post near Shurnukh face a detour through Meghri."),
        ("ru", "Жителей отрезанных сел у Шурнуха ждет крюк через Мегри."),
    ],
)
def test_where_a_detour_leads_is_no_place_of_an_incident(lang: str, text: str) -> None:
    found = findings(text, lang).events
    assert not any("Meghri" in m.text or "Мегри" in m.text for e in found for x in e.locatives for m in x.anchors)


@pytest.mark.parametrize(
    ("lang", "text", "wants"),
    [
        (
            "hy",
            "Հակառակորդը երեկ կրակել է Վայոց ձորի մարզի Խնձորուտ և Սյունիքի մարզի Տեղ գյուղերի ուղղությամբ։",
            ["Խնձորուտ", "Տեղ"],
        ),
        (
            "en",
            "Azerbaijani troops fired at the village of Khndzorut in Vayots Dzor and Tegh in Syunik on Monday.",
            ["Khndzorut", "Tegh"],
        ),
        (
            "az",
            "Düşmən dünən Laçın rayonunun Minkənd və Sədərək rayonunun Qaraağac kəndləri istiqamətində atəş açıb.",
            ["Minkənd", "Qaraağac"],
        ),
    ],
)
def test_places_of_a_list_each_in_a_district_of_its_own_are_apart(lang: str, text: str, wants: list[str]) -> None:
    found = findings(text, lang).events
    assert len({event.group for event in found}) == len(wants)
    assert all(any(want in name for event in found for name in names(event)) for want in wants)


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("en", "An Azerbaijani conscript had been caught on Friday by people of Ashotavan.", "Ashotavan"),
        ("en", "A soldier was seized by villagers of Bnunis, police said.", "Bnunis"),
        ("az", "Dünən Ağdam kəndinin sakinləri tərəfindən erməni əsgər əsir götürülüb.", "Ağdam"),
    ],
)
def test_who_was_seized_by_villagers_was_seized_in_their_village(lang: str, text: str, place: str) -> None:
    (event,) = findings(text, lang).events
    assert any(place in name for name in names(event))


def test_pastures_and_fields_of_a_village_are_places_near_it() -> None:
    text = "On Friday, in the mountain pasture of Verin Shorzha, soldiers made for some horses, but shots stopped them."
    (event,) = findings(text, "en").events
    assert [(x.relation, x.anchors[0].text) for x in event.locatives] == [("near", "Verin Shorzha")]


def test_the_village_is_the_last_one_told_of_and_no_district() -> None:
    text = (
        "Two builders were wounded by shots at Yeraskh on Friday. Armenians had fired at a post in the Sadarak region "
        "first, Baku maintains. A car was hit in the village on Thursday evening."
    )
    assert [names(event) for event in findings(text, "en").events] == [{"Yeraskh"}, {"Sadarak"}, {"Yeraskh"}]


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("az", "Azərbaycan hərbçiləri səhər Sünikdə Qaragölü mühasirəyə alıb.", "Qaragölü"),
        ("hy", "Չորեքշաբթի Կիրանցից Բերքաբեր տանող ճանապարհին ադրբեջանցիները կրակ են բացել։", "Բերքաբեր"),
    ],
)
def test_two_places_side_by_side_are_no_person(lang: str, text: str, place: str) -> None:
    assert any(place in spot.text for event in findings(text, lang).events for spot in event.locatives)


def test_a_capital_that_speaks_after_a_comma_is_not_listed_with_the_district_before_it():
    text = "A private was wounded by fire on posts in the Alagollar direction of the Kalbajar district, Baku said."
    (event,) = findings(text, "en").events
    assert names(event) == {"Kalbajar district"}


def test_beside_a_place_of_the_border_one_that_lies_or_leads_far_off_is_left_out():
    text = (
        "Азербайджанские пограничники поставили в воскресенье пропускной пункт у моста через Хакари, в начале дороги "
        "Лачин — Ханкенди. Движение там встало."
    )
    assert {name for event in findings(text, "ru").events for name in names(event)} == {"моста через Хакари"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Koti lies on the border. On Monday its 214 pupils moved into a white building beside the village."),
        ("en", "The fields are those of Koti. The premier said the army should leave the border there to the guards."),
        ("en", "Yerevan handed over charts of the fields around Mincivan in June, and the village awaits the sappers."),
        ("hy", "Մինչև 2020 թվականի նոյեմբեր Քարվաճառը հայկական վերահսկողության տակ էր։ Այնտեղ դիրքեր չկային։"),
        ("hy", "ՊԲ հյուսիսարևելյան ուղղությամբ տեղակայված զորամասում հնչել է հակառակորդի կրակոցը։"),
    ],
)
def test_what_nobody_armed_does_here_is_no_incident(lang: str, text: str) -> None:
    assert not [event for event in findings(text, lang).events if event.locatives]


def test_a_report_of_another_front_keeps_its_places() -> None:
    text = (
        "The ministry reported one violation of the ceasefire on Friday. Azerbaijani troops opened fire with small arms "
        "in the Taghavard region at the positions of the other side. Nobody was hurt, it said."
    )
    (event,) = findings(text, "en").events
    assert told(event, "shelling@Taghavard")
