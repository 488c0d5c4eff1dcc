"""B12: what a caller would have wanted is kept with the call, and may be left out."""

from typing import Any

import pytest

from thirdring.usecases.find_calls import show_call
from thirdring.usecases.log_call import log_call


@pytest.mark.parametrize("need", ["想要一张更矮的餐桌", None])
def test_b12_an_unmet_need_is_kept_with_the_call(house: Any, call: Any, need: str | None) -> None:
    row = house.owner.run(log_call, call(unmet_need=need))
    assert house.owner.read(show_call, row.id).values["unmet_need"] == need
