"""Small files in the formats of the publishers, written by hand; numbers are invented."""

import json
import zipfile
from pathlib import Path

GEONAMES_COLUMNS = 12


def gv_line(record, key, name, kind="", *figures, association="", seat="", day="20240131"):
    """Return a line of GV100AD: fixed columns, 220 characters wide; figures are population and postcode."""
    population, postcode = (*figures, None, None)[:2]
    code = key.ljust(8)
    counted = "" if population is None else f"{1234:011}{population:011}{population // 2:011}"
    line = f"{record}{day}{code}{association:4}{name:50}{seat:50}{kind:2}"
    return f"{line:128}{counted:33}    {postcode or '':5}*****".ljust(220)


GV100AD = "\r\n".join(
    [
        gv_line("10", "14", "Sachsen", seat="Dresden"),
        gv_line("20", "145", "früher: Direktionsbezirk Chemnitz", seat="Chemnitz"),
        gv_line("40", "14521", "Erzgebirgskreis", "44", seat="Annaberg-Buchholz"),
        gv_line("40", "14524", "Zwickau", "44", seat="Zwickau"),
        gv_line("50", "14524", "Zwickau, Stadt", "50", association="0330"),
        gv_line("60", "14524330", "Zwickau, Stadt", "63", 90001, "08056", association="0330"),
        gv_line("60", "14524020", "Bernsdorf", "64", 2100, "09337", association="5103"),
        gv_line("40", "14625", "Bautzen", "44", seat="Bautzen"),
        gv_line("60", "14625020", "Bautzen / Budyšin, Stadt", "63", 38001, "02625", association="0020"),
        gv_line("60", "14625030", "Bernsdorf, Stadt", "63", 6100, "02994", association="0030"),
        gv_line("40", "14713", "Leipzig, Stadt", "41", seat="Leipzig"),
        gv_line("60", "14713000", "Leipzig, Stadt", "61", 600001, "04109", association="0000"),
        gv_line("40", "14729", "Leipzig", "44", seat="Borna"),
        gv_line("10", "15", "Sachsen-Anhalt", seat="Magdeburg"),
        gv_line("40", "15003", "Magdeburg, Landeshauptstadt", "41", day="20231231"),
        gv_line("60", "15003000", "Magdeburg, Landeshauptstadt", "61", 240001, "39104", association="0000"),
        "",
    ]
)

STATES = """\
ags,name,kind,nuts,lat,lon
14,Sachsen,Freistaat,DED,50.9296,13.5223
16,Thüringen,Freistaat,DEG,50.9,11.0
"""
DISTRICTS = """\
ags,ars,name,kind,state_ags,nuts,lat,lon
14521,14521,Erzgebirgskreis,Landkreis,14,DED42,50.61,12.97
14522,14522,Mittelsachsen,Landkreis,14,DED43,50.93,13.04
14524,14524,Zwickau,Landkreis,14,DED45,50.77,12.52
14625,14625,Bautzen,Landkreis,14,DED2C,51.28,14.21
14713,14713,Leipzig,Kreisfreie Stadt,14,DED51,51.34,12.37
14729,14729,Leipzig,Landkreis,14,DED52,51.22,12.55
16075,16075,Saale-Orla-Kreis,Landkreis,16,DEG0J,50.59,11.72
"""
MUNICIPALITIES = """\
ags,ars,name,kind,district_ags,seat_plz,lat,lon,population,coord_source,official_name,name_sorbian
14522020,145220020020,Augustusburg,Stadt,14522,09573,50.812,13.101,4500,x,"Augustusburg, Stadt",
14522320,145220320320,Leubsdorf,Gemeinde,14522,09573,50.801,13.166,3300,x,Leubsdorf,
14521220,145210220220,Gornau/Erzgeb.,Gemeinde,14521,09405,50.760,13.040,3700,x,Gornau/Erzgeb.,
14524020,145245103020,Bernsdorf,Gemeinde,14524,09337,50.790,12.700,2100,x,Bernsdorf,
14625020,146250020020,Bautzen,Stadt,14625,02625,51.181,14.427,38000,x,"Bautzen / Budyšin, Stadt",Budyšin
14625030,146250030030,Bernsdorf,Stadt,14625,02994,51.380,14.070,6100,x,"Bernsdorf, Stadt",Njedźichow
14713000,147130000000,Leipzig,Stadt,14713,04109,51.340,12.377,600000,x,"Leipzig, Stadt",
16075054,160750000054,Kirschkau,Gemeinde,16075,07919,50.605,11.887,200,x,Kirschkau,
"""


def geonames_line(postcode, place, state, district, *point, country="DE"):
    """Return a line of the GeoNames postal code file: twelve columns separated by tabs."""
    lat, lon = point
    cells = [country, postcode, place, "Sachsen", state, "", "00", "Kreis", district, str(lat), str(lon), "4"]
    assert len(cells) == GEONAMES_COLUMNS
    return "\t".join(cells)


GEONAMES = "\n".join(
    [
        geonames_line("09573", "Leubsdorf", "SN", "14522", 50.8, 13.1667),
        geonames_line("09573", "Augustusburg", "SN", "14522", 50.8119, 13.102),
        geonames_line("09573", "Dittmannsdorf", "SN", "14521", 50.765, 13.05),
        geonames_line("04103", "Leipzig", "SN", "14713", 51.3405, 12.3827),
        geonames_line("04105", "Leipzig", "SN", "14713", 51.3405, 12.3827),
        geonames_line("04088", "Sparbank AG", "13", "14713", 51.3405, 12.3827),
        geonames_line("07919", "Kirschkau", "TH", "16075", 50.6049, 11.8871),
        geonames_line("4001", "Zürich", "ZH", "261", 47.37, 8.54, country="CH"),
        "",
    ]
)


def feature(properties, *rings, feature_id=None, kind="Polygon"):
    """Return a GeoJSON feature."""
    coordinates = [list(rings)] if kind == "MultiPolygon" else list(rings)
    found = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    return found | ({"id": feature_id} if feature_id else {})


def square(x, y, size=0.5):
    """Return a closed ring around a square whose lower left corner is (x, y)."""
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def collection(*features, **members):
    """Return the text of a GeoJSON FeatureCollection."""
    return json.dumps({"type": "FeatureCollection", **members, "features": list(features)})


def write(folder: Path, name: str, content: str | bytes, encoding="utf-8") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def write_zip(folder: Path, name: str, members: dict[str, str | bytes]) -> Path:
    """Write a zip and return its path."""
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path
