"""The soak of the benchmarks in small: no invoice lost, none twice, every unclear case named."""

from __future__ import annotations

import pytest

from benchmarks.soak import soak

pytestmark = pytest.mark.once


def test_both_sides_agree() -> None:
    tally = soak(400, seed=7)
    assert tally.wrong == []
    assert tally.invoices == 133
    assert tally.ordered.total() > 50
    assert tally.unclear
    assert "133 invoices on either side; disagreements: 0" in str(tally)
