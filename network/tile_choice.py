"""Give an organisation a tile that no other one has, as long as there are pictures left."""

from network.models import Organisation
from portal.tiles import as_tile, tile_for


def choose_tile(organisation: Organisation) -> None:
    """Set the tile of an organisation from its permanent id; taken pictures lead to the next one."""
    taken = Organisation.objects.exclude(tile="").exclude(pk=organisation.pk).values_list("tile", flat=True)
    organisation.tile = tile_for(str(organisation.uuid), [as_tile(code) for code in taken]).code
