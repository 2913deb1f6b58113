"""Distances on the sphere Elasticsearch uses."""

import math

EARTH_RADIUS_M = 6_371_008.7714


def distance_m(lat: float, lon: float, point: tuple[float, float]) -> float:
    """Return the haversine distance in metres from a place in degrees to a point."""
    from_lat, to_lat = math.radians(lat), math.radians(point[0])
    half_lat = math.sin((to_lat - from_lat) / 2)
    half_lon = math.sin(math.radians(point[1] - lon) / 2)
    part = half_lat * half_lat + math.cos(from_lat) * math.cos(to_lat) * half_lon * half_lon
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(part)))


def distance_km(lat: float, lon: float, point: tuple[float, float]) -> float:
    """Return the same in kilometres."""
    return distance_m(lat, lon, point) / 1000
