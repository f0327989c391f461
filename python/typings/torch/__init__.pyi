"""What this package uses of torch: it is checked where torch, of 1 GB, is not installed."""

from typing import Any

import numpy.typing as npt

float64: Any

class Tensor:
    shape: tuple[int, ...]
    dtype: Any
    def float(self) -> Tensor: ...

def tensor(data: Any) -> Tensor: ...
def from_numpy(ndarray: npt.NDArray[Any]) -> Tensor: ...
