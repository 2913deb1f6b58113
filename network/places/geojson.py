"""GeoJSON (RFC 7946): outlines of regions, one feature each, in WGS 84."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .keys import count_of, is_in_germany, official_key, point_of, unpadded_key
from .names import everyday_names, official_name, split_name
from .outlines import inner_point, simplified
from .types import PlaceFile, RegionRow, Scope, Shape, UnreadablePlaces

# Where publishers put the official key, best first; those in the second list fill it up with zeros.
KEYS = ("ags", "ars", "rs", "sdv_ars", "sdv_rs", "de:amtlicher_gemeindeschluessel", "de:regionalschluessel")
PADDED_KEYS = ("ags_0", "ars_0", "rs_0")
TOLERANCE = 0.001  # degrees, about 100 m: the outlines are for overview maps
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_CRS = re.compile(r'"crs"\s*:\s*')
_GAP = re.compile(r"[\s,]*")
_WGS84 = re.compile(r"CRS84|EPSG:(?:[\d.]*:)?4326|4258", re.IGNORECASE)
CONVERT = "Convert it: ogr2ogr -f GeoJSON -t_srs EPSG:4326 places.geojson <file>"
_WATER = {"1", "2"}  # BKG's GF: areas of water are features of their own


def read(text: str, file: PlaceFile, scope: Scope) -> None:
    """Add the regions with their outlines, simplified together; raises UnreadablePlaces for another format."""
    _check_reference_system(text, file.name)
    for number, feature in enumerate(_features(text, file.name), start=1):
        _add(feature, number, file, scope)
    outlines = {code: row.shape for code, row in file.regions.items() if row.shape}
    for code, shape in simplified(outlines, TOLERANCE).items():
        row = file.regions[code]
        if not shape:
            file.problems.append(f"{code} {row.name}: no outline, it has no area")
            file.regions[code] = replace(row, shape=None)
            continue
        lon, lat = inner_point(shape)
        has_point = row.lat is not None
        file.regions[code] = replace(
            row,
            shape=[[[list(point) for point in ring] for ring in rings] for rings in shape],
            lat=row.lat if has_point else round(lat, 5),
            lon=row.lon if has_point else round(lon, 5),
            is_computed_point=not has_point,
        )


def _features(text: str, name: str) -> Iterator[dict[str, Any]]:
    """Yield one feature after the other, so that a large file is never unpacked as a whole."""
    start = _FEATURES.search(text)
    if not start:
        raise UnreadablePlaces(
            f"{name} is JSON, but no GeoJSON FeatureCollection: it has no list “features”."
        )
    decoder = json.JSONDecoder()
    position = _GAP.match(text, start.end()).end()
    while text[position : position + 1] not in {"]", ""}:
        try:
            feature, position = decoder.raw_decode(text, position)
        except ValueError as error:
            raise UnreadablePlaces(f"{name} is no valid JSON: {error}") from None
        if isinstance(feature, dict):
            yield feature
        position = _GAP.match(text, position).end()
    if position >= len(text):
        raise UnreadablePlaces(f"{name} is no valid JSON: it ends within the list of features.")


def _check_reference_system(text: str, name: str) -> None:
    """Raise UnreadablePlaces where the old member `crs` names anything but WGS 84 (or ETRS89, 50 cm beside it)."""
    found = _CRS.search(text, 0, 10_000)
    if not found:
        return
    try:
        crs, _end = json.JSONDecoder().raw_decode(text, found.end())
    except ValueError:
        return
    if crs and not _WGS84.search(json.dumps(crs)):
        raise UnreadablePlaces(f"{name} is not in WGS 84 but in {json.dumps(crs)}. {CONVERT}")


def _add(feature: dict[str, Any], number: int, file: PlaceFile, scope: Scope) -> None:
    """Add the region of a feature."""
    properties = {str(key).casefold(): value for key, value in (feature.get("properties") or {}).items()}
    designation = _text(properties, "bez", "kind")
    code = _key(properties, feature, designation)
    if not code:
        shown = ", ".join(f"{key}={value}" for key, value in list(properties.items())[:4])
        file.problems.append(f"feature {number} has no official key (AGS, ARS): {shown}")
    elif _text(properties, "gf") in _WATER:
        file.left_out["areas of water"] += 1
    elif not scope.wants_region(code):
        file.left_out["municipalities of other states"] += 1
    else:
        name, sorbian = split_name(_text(properties, "gen", "name"), code)
        lat, lon = point_of(_text(properties, "lat", "latitude"), _text(properties, "lon", "longitude"))
        file.add_region(
            RegionRow(
                code,
                name,
                official_name(name, code, designation) if name else "",
                _text(properties, "name_sorbian") or sorbian,
                everyday_names(name),
                lat,
                lon,
                population=count_of(_text(properties, "ewz", "population")) or None,
                shape=_shape(feature.get("geometry"), f"{code} {name}", file),
            ),
            scope,
        )


def _key(properties: dict[str, Any], feature: dict[str, Any], designation: str) -> str:
    """Return the official key of a feature, empty where it has none."""
    for name in (*KEYS, *PADDED_KEYS):
        if key := unpadded_key(_text(properties, name), designation, is_padded=name in PADDED_KEYS):
            return key
    return official_key(str(feature.get("id", "")))


def _text(properties: dict[str, Any], *names: str) -> str:
    """Return the first of these properties that is filled, as text."""
    return next((str(properties[name]) for name in names if properties.get(name) not in (None, "")), "")


def _shape(geometry: Any, what: str, file: PlaceFile) -> Shape | None:
    """Return the polygons of a geometry with four decimals (about 10 m)."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        file.problems.append(f"{what}: no outline, the geometry is {kind or 'missing'}")
        return None
    polygons = geometry["coordinates"] if kind == "MultiPolygon" else [geometry["coordinates"]]
    try:
        shape = [
            [[[round(x, 4), round(y, 4)] for x, y, *_height in ring] for ring in rings] for rings in polygons
        ]
        lon, lat = shape[0][0][0]
    except (TypeError, ValueError, IndexError):
        file.problems.append(f"{what}: no outline, its coordinates are broken")
        return None
    if not is_in_germany(lat, lon):
        raise UnreadablePlaces(
            f"{file.name}: {what} lies at {lon}, {lat}; expected longitude, latitude (WGS 84) in Germany. {CONVERT}"
        )
    return shape
