"""What became of persons, where no known word says so."""

from __future__ import annotations

import geomap
from geomap.text.tolls import PRESUMED, Toll, account

DAY = "2021-05-28"


def test_who_came_to_harm_by_no_known_word_is_counted_and_the_claim_says_so():
    text = (
        "Sergeant Aram Sahakyan, serving with a rifle battalion, was felled by a sniper's bullet at noon on Thursday near "
        "Sotk, the ministry said. Its chief has left Yerevan for the scene."
    )
    (told,) = geomap.extract(text=text, published=DAY).itertuples()
    assert told.killed == 1
    assert "killed:evidence" in told.rules


def test_persons_to_whom_nothing_happened_are_not_counted():
    text = (
        "Azerbaijani troops shelled the outskirts of Aygepar on Thursday, the village head said. Two pensioners who "
        "were drinking tea on a porch went down to the cellar with three neighbours, and forty pupils stayed at home."
    )
    frame = geomap.extract(text=text, published=DAY)
    assert frame.killed.isna().all()
    assert frame.wounded.isna().all()


def test_a_figure_that_is_presumed_counts_only_where_nothing_else_is_told():
    presumed = Toll("killed", 3, 4, 6, PRESUMED)
    assert account([presumed]) == {"killed": 3}
    assert account([Toll("killed", 1, 0, 2), presumed]) == {"killed": 1}
    assert account([presumed, Toll("killed", 0, 8, 9)]) == {"killed": 0}
