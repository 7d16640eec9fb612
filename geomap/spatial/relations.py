"""From a place expression whose places are known to the region it leaves open.

:func:`footprint` reads a :class:`geomap.model.Locative`. What each relation takes from it
(`anchors` are mentions; the mapping handed over says which :class:`geomap.model.Anchor` each
of them is; several point-like anchors mean "at each of them": the region has a part for each):

===================  ==================================================================================
relation             fields
===================  ==================================================================================
at                   anchors 1..n. ``manner``: "" at or in the place · "outside" just outside it
                     (the place itself left out where it is small). ``part``: its north, its centre
near                 anchors 1..n; distance optional ("within 5 km of X": bound at_most; "walking distance").
                     ``manner``: "" near, close to, around, in the area of X · "outskirts" on the edge of
                     X, just outside X · "approaches" on the approaches to X
distance             anchors 1..n, distance. ``manner``: "" · "road" where the words say by road
direction            anchors 1, heading ("north of Goris")
direction_distance   anchors 1, distance, heading. ``manner``: "" · "road"
orthogonal           anchors 1, distance + heading and second_distance + second_heading
between              anchors 2..n ("between A and B", "the A-B section" of no border and no road)
along                anchors 1 (a road, river, railway or lake with a shape) or 2 (from A to B).
                     ``manner``: "road" "railway" "river" "shore" "pipeline".
                     distance optional: that far along the way from the first anchor ("the 10-km mark")
toward               anchors 1 (X) or 2 (from A toward X); distance optional ("advanced 2 km toward X").
                     ``manner``: "" toward X · "from" from the direction of X
opposite             anchors 1..n: across the border from X
border_section       anchors 0..n. None: the whole border (or the ``part`` of it: "the northern section").
                     Places and areas select the part of the line near or touching them: "the Yeraskh
                     section", "the Nakhichevan section", "the border with Kalbajar", "in the direction of X"
                     in front-line language. Several places: a part for each; an area beside a place: the
                     place's part within the area's. distance optional: how far from the border ("500 m from
                     the border at X"). into_country optional: on that side only.
                     ``manner``: "" · "line_of_contact" where the words name the line of contact
within_admin         anchors 1..n with a shape (province, district, country), ``part`` optional ("the north
                     of Syunik"). ``manner``: "" all of the area · "border" its belt along the border
depth_into           into_country; distance optional (none: the default row of the table). anchors 0..n: places
                     select the part of the border near them, areas (province, district) cut it. ``manner``:
                     "" they may stand anywhere down to that depth
coordinates          anchors 1..n: the mention carries longitude, latitude, precision_m (the mapping may hold
                     an Anchor for it, which then wins)
none                 raises NotRead: there is nothing to draw
===================  ==================================================================================

`also` holds further expressions about the same spot ("10 km north-east of Goris, near Tegh"): each is read in
the same way and the regions are intersected; where the intersection is empty the wider one is kept and
the reading says so. An area beside a place ("near Sev Lich in Syunik") belongs into `also` as within_admin for the
relations at, near, distance, direction, ...; for depth_into and border_section it may stand among the
anchors or in `also`: both read the same.

Rules in `Locative.rules` are passed on in front of those the geometry adds.
"""

from __future__ import annotations
