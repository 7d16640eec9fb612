from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.gazetteer import embedded, geocode

# Places of the border as people spell them: name, longitude, latitude. Spellings are ours, of kinds that no list holds.
SPELLINGS = [
    ("Verin Shorja", 45.8325, 40.08722), ("Верхняя Шоржа", 45.8325, 40.08722), ("Yuxari Sorca", 45.8325, 40.08722),
    ("VERIN SHORZHA", 45.8325, 40.08722), ("Сотк", 45.86951, 40.20007), ("Sot’k’", 45.86951, 40.20007),
    ("Soṭk", 45.86951, 40.20007), ("Սոթքում", 45.86951, 40.20007), ("Соткском", 45.86951, 40.20007),
    ("Xndzoresk", 46.43141, 39.51325), ("Khndzoresq", 46.43141, 39.51325), ("Хндзорескe", 46.43141, 39.51325),
    ("Варденисом", 45.73156, 40.1827), ("Վարդենիսից", 45.73156, 40.1827), ("Basarkeçərdən", 45.73156, 40.1827),
    ("Басаркечар", 45.73156, 40.1827), ("Basargechar", 45.73156, 40.1827), ("Karvatchar", 46.04446, 40.10984),
    ("Кяльбаджар", 46.04446, 40.10984), ("Kelbadzhar", 46.04446, 40.10984), ("Кәлбәҹәр", 46.04446, 40.10984),
    ("Джермуке", 45.67112, 39.83948), ("Djermuk", 45.67112, 39.83948), ("Чермук", 45.67112, 39.83948),
    ("Nrnadzor", 46.44355, 38.91515), ("Нювади", 46.44355, 38.91515), ("Nüvədidə", 46.44355, 38.91515),
    ("Давид Бек", 46.49461, 39.31997), ("Davit-Bek", 46.49461, 39.31997), ("Դավիթ Բեկում", 46.49461, 39.31997),
    ("Ishkhanassar", 46.03498, 39.5682), ("Shurnukhi", 46.39808, 39.38131), ("Şurnuxuda", 46.39808, 39.38131),
    ("озеро Севлич", 46.23167, 39.59806), ("Sev lich", 46.23167, 39.59806), ("Qaragöldə", 46.23167, 39.59806),
    ("Սեւ լճում", 46.23167, 39.59806), ("Black lake", 46.23167, 39.59806),
    ("село Корнидзор", 46.53046, 39.54763), ("Kornidzor village", 46.53046, 39.54763), ("Koxanebi", 45.6, 40.87),
    ("Zabukh", 46.54333, 39.58972), ("Забухе", 46.54333, 39.58972), ("Aghavno", 46.54333, 39.58972),
    ("Aravus kəndi", 46.4686, 39.56547), ("Nerkin Khndzoresk", 46.50241, 39.49378), ("Неркин Хндзореске", 46.50241, 39.49378),
    ("Гегамабаке", 45.80111, 40.15667), ("Qayabaşıda", 45.80111, 40.15667), ("Gegamabak", 45.80111, 40.15667),
    ("Мехдилы", 47.27528, 39.38083), ("Yusifcanli", 47.05556, 39.97528), ("Nüzgərdə", 47.22361, 39.41667),
    ("Gulabli", 46.94722, 39.88083), ("Togh", 46.96528, 39.585),
    ("Gegharkunikk", 45.3, 40.3), ("Meghriii", 46.24308, 38.90123), ("Chambarrak", 45.35498, 40.59655),
]  # fmt: skip


def km(candidate, longitude, latitude):
    east = (candidate.longitude - longitude) * math.cos(math.radians(latitude))
    return 111.2 * math.hypot(east, candidate.latitude - latitude)


@pytest.mark.parametrize(("name", "longitude", "latitude"), SPELLINGS)
def test_a_place_is_among_the_first_three_however_it_is_spelled(name, longitude, latitude):
    reach = 60 if name.startswith("Geghark") else 3
    found = embedded().lookup(name)[:3]
    assert any(km(c, longitude, latitude) <= reach for c in found), [(c.name, c.score) for c in found]


@pytest.mark.parametrize(
    ("name", "first"),
    [("Agarak (Meghri)", "geonames:175008"), ("Aghdam, Tovuz", "geomap:agdam-tovuz"), ("Vardenis, Gegharkunik", "geonames:616108"),
     ("Tovuz rayonu", "geomap:tovuz-district"), ("Кельбаджарский район", "geomap:kalbajar-district"),
     ("Lake Sevan", "geomap:lake-sevan"), ("Syunik province", "geomap:syunik"), ("Սյունիքի մարզ", "geomap:syunik"),
     ("İstisu (Kəlbəcər)", "geonames:147969"), ("Lachin corridor", "geomap:lachin-corridor")],
)  # fmt: skip
def test_what_is_said_beside_the_name_decides(name, first):
    assert embedded().lookup(name)[0].id == first


def test_every_candidate_has_a_score_and_a_reason():
    for candidate in embedded().lookup("Agarak"):
        assert 0 < candidate.score <= 1
        assert candidate.reasons


def test_candidates_come_best_first_and_once():
    found = embedded().lookup("Martuni")
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert len({c.id for c in found}) == len(found)


@pytest.mark.parametrize("name", ["", "   ", "???", "Qwrtzpsdf", "1234", "(", "a,b,c,", "'"])
def test_what_is_no_name_has_no_candidates(name):
    assert embedded().lookup(name) == []


@given(st.text(max_size=60))
def test_any_text_may_be_asked_for(text):
    assert isinstance(embedded().lookup(text), list)


def test_near_a_point_the_nearer_namesake_comes_first():
    far = geocode("Agarak", near=(44.47, 41.01))
    assert far[0].id == "geonames:617018"
    assert geocode("Agarak", near=(46.2, 38.87))[0].id == "geonames:175008"


def test_a_country_chooses():
    assert {c.country for c in geocode("Tovuz", country="aze")} == {"AZE"}
    assert geocode("Sotk", country="FRA") == []
