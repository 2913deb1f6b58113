"""Points as exact as Elasticsearch stores them; distances between them are the portal's."""

import math

from network.geodesy import distance_m

__all__ = ["distance_m", "stored_point"]

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
