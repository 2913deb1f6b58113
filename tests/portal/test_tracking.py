"""Parameters that others append to addresses."""

import pytest

from portal.tracking import is_tracking


@pytest.mark.parametrize(
    "name", ["utm_source", "UTM_Campaign", "fbclid", "gclid", "mtm_kwd", "_ga", "igsh", "mc_cid"]
)
def test_they_are_known(name):
    assert is_tracking(name)


@pytest.mark.parametrize("name", ["q", "ort", "thmea", "", "utm", "id", "region"])
def test_others_are_not(name):
    assert not is_tracking(name)
