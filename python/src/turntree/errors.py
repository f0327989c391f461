"""What can go wrong with a server, in its own words."""

from __future__ import annotations


class TurntreeError(Exception):
    """Anything that this package raises about a server."""


class Unreachable(TurntreeError):
    """No answer came: the server is not there, or the connection broke."""


class UnreadableAnswer(TurntreeError):
    """An answer came that is none of Turntree's."""


class VersionWarning(UserWarning):
    """The server and this package are of versions that were not made for each other."""


class Refused(TurntreeError):
    """The server refused a call. `message` is its sentence, `kind` its word for it."""

    def __init__(self, status: int, kind: str, message: str, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        #: Seconds after which the server wants to be asked again; None where it says none.
        self.retry_after_s = retry_after_s


class InvalidRequest(Refused):
    """A field, a filter or a parameter does not fit (400)."""


class WrongKey(Refused):
    """No key was given, or one that opens nothing (401)."""


class Forbidden(Refused):
    """The key may not do this, or the server does not answer to this address (403)."""


class NotFound(Refused):
    """There is no such session, sample or route (404)."""


class Conflict(Refused):
    """The session's state forbids it (409)."""


class TooLarge(Refused):
    """The body is larger than the server takes (413)."""


class TooMany(Refused):
    """Too many wrong keys, or a limit of the session is reached (429)."""


class StorageFailed(Refused):
    """The server cannot record anything at present (503, 507)."""


class ServerFailed(Refused):
    """The server failed; its log says why (500)."""


_OF_STATUS: dict[int, type[Refused]] = {
    400: InvalidRequest,
    401: WrongKey,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: TooLarge,
    429: TooMany,
    500: ServerFailed,
    503: StorageFailed,
    507: StorageFailed,
}


def refusal(status: int, kind: str, message: str, retry_after_s: float | None) -> Refused:
    """The error of a status."""
    return _OF_STATUS.get(status, Refused)(status, kind, message, retry_after_s)
