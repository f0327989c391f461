"""Sessions, samples and annotations of a Turntree server, for trainers.

from turntree import Turntree

tt = Turntree()
with tt.session(group=12, index=3) as s:
    run_my_agent(base_url=s.openai)
    s.reward(1.0)
for sample in tt.samples("run:mine"):
    sample.tokens, sample.loss_mask, sample.log_probs
"""

from turntree._wire import VERSION as __version__
from turntree.async_client import AsyncSession, AsyncTurntree
from turntree.client import Session, Turntree
from turntree.collate import Batch, TensorBatch, batch_of, collate
from turntree.errors import (
    Conflict,
    Forbidden,
    InvalidRequest,
    NotFound,
    Refused,
    ServerFailed,
    StorageFailed,
    TooLarge,
    TooMany,
    TurntreeError,
    Unreachable,
    UnreadableAnswer,
    VersionWarning,
    WrongKey,
)
from turntree.feed import Leased
from turntree.sample import Sample, read_sample

__all__ = [
    "AsyncSession",
    "AsyncTurntree",
    "Batch",
    "Conflict",
    "Forbidden",
    "InvalidRequest",
    "Leased",
    "NotFound",
    "Refused",
    "Sample",
    "ServerFailed",
    "Session",
    "StorageFailed",
    "TensorBatch",
    "TooLarge",
    "TooMany",
    "Turntree",
    "TurntreeError",
    "Unreachable",
    "UnreadableAnswer",
    "VersionWarning",
    "WrongKey",
    "__version__",
    "batch_of",
    "collate",
    "read_sample",
]
