"""Samples that are leased to a trainer as they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from turntree._json import Fields, Json, JsonObject, as_object
from turntree.sample import Sample, read_sample


@dataclass(frozen=True, eq=False)
class Leased:
    """A sample that nobody else gets until its lease ends."""

    lease: str
    #: When the lease ends, in milliseconds since 1970.
    expires_at: int
    digest: str
    #: Versions of the weights that sampled it.
    weights: tuple[str, ...]
    #: How many versions older than the trainer's the oldest of them is; None where the trainer has trained nothing yet.
    staleness: int | None
    #: The sample in the format that was asked for.
    line: JsonObject = field(repr=False)

    @property
    def sample(self) -> Sample:
        """The sample as arrays: of the format `slime`, which is asked for unless another is said."""
        return read_sample(self.line)


def read_leased(line: Json) -> Leased:
    """A line of the feed. Raises `UnreadableAnswer` for one that is none."""
    fields = Fields(as_object(line, "A line of the feed"), "a lease")
    return Leased(
        lease=fields.text("lease"),
        expires_at=fields.integer("expires_at"),
        digest=fields.text("digest"),
        weights=fields.texts("weights"),
        staleness=fields.optional_integer("staleness"),
        line=fields.object("line"),
    )


def lease_ids(leased: Iterable[Leased | str]) -> list[str]:
    """The names of leases."""
    return [one if isinstance(one, str) else one.lease for one in leased]
