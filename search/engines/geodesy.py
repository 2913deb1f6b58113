"""Distances on the sphere Elasticsearch uses, from points as exact as it stores them."""

import math

EARTH_RADIUS_M = 6_371_008.7714
LATITUDE_STEP = 180 / 2**32
LONGITUDE_STEP = 360 / 2**32

Point = tuple[float, float]


def stored_point(lat: float, lon: float) -> Point:
    """Return the point in degrees as Lucene keeps it, in 32 bits a coordinate (off by less than 1 cm)."""
    lat = min(lat, math.nextafter(90.0, 0.0))
    lon = min(lon, math.nextafter(180.0, 0.0))
    return (
        math.floor(lat / LATITUDE_STEP) * LATITUDE_STEP,
        math.floor(lon / LONGITUDE_STEP) * LONGITUDE_STEP,
    )


def distance_m(lat: float, lon: float, point: Point) -> float:
    """Return the haversine distance in metres from a place in degrees to a stored point."""
    from_lat, to_lat = math.radians(lat), math.radians(point[0])
    half_lat = math.sin((to_lat - from_lat) / 2)
    half_lon = math.sin(math.radians(point[1] - lon) / 2)
    part = half_lat * half_lat + math.cos(from_lat) * math.cos(to_lat) * half_lon * half_lon
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(part)))
