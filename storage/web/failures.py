"""Why something could not be fetched, in words for the reader."""

from __future__ import annotations

import errno
import socket
import ssl
from http.client import HTTPException

from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    IncompleteRead,
    ProtocolError,
    ProxyError,
    SSLError,
)

from storage.errors import FetchFailed, Offline
from storage.web.watching import timed_out

BROWSER = "Save the page in your browser and open the file."
_OFFLINE = (errno.ENETUNREACH, errno.ENETDOWN)
_UNREACHABLE = (errno.EHOSTUNREACH, errno.EHOSTDOWN)
_NO_CERTIFICATE = {  # OpenSSL's X509_V_ERR_..., the ones that readers meet
    10: "has expired",
    18: "is signed by nobody but itself",
    19: "is signed by nobody known",
    20: "is signed by nobody known",
    62: "is for another host",
    64: "is for another host",
}
_ANSWERS = {
    401: f"it asks for a name and password. {BROWSER}",
    402: f"it wants to be paid first. {BROWSER}",
    403: f"it answered 403. {BROWSER}",
    404: "nothing is at this address (404). Check the address.",
    407: "the proxy of this network asks for a name and password.",
    410: "it has been taken away for good (410).",
    429: "it was asked too often (429). Try again later.",
    451: "it is withheld for legal reasons (451).",
    503: "it is overloaded or closed for now (503). Try again later.",
}


def explained(error: Exception, host: str) -> FetchFailed:
    """Turn what the network, TLS or urllib3 say into a sentence."""
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, socket.gaierror):
            return _not_found(cause, host)
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = _NO_CERTIFICATE.get(cause.verify_code, "cannot be verified")
            return FetchFailed(
                f"{host} could not be proved to be {host}: its certificate {why}. "
                "Nothing was read. Open the page in your browser if you trust it."
            )
    for cause in chain:
        if isinstance(cause, ProxyError):
            return FetchFailed(
                f"The proxy of this network could not be used to reach {host}. "
                "Check the network settings of this machine."
            )
        if isinstance(cause, TimeoutError):
            return FetchFailed(timed_out(host))
        if isinstance(cause, DecodeError):
            return FetchFailed(
                f"What {host} sent is packed in a way that cannot be unpacked. {BROWSER}"
            )
        if isinstance(cause, (ssl.SSLError, SSLError)):
            return FetchFailed(
                f"No secure connection to {host} could be made. Try the address with http:// "
                "in place of https://, or open the page in your browser."
            )
        if isinstance(cause, ConnectionRefusedError):
            return FetchFailed(f"{host} refused the connection. Check the address, or try later.")
        if isinstance(cause, OSError) and cause.errno in _OFFLINE:
            return _offline(host)
        if isinstance(cause, OSError) and cause.errno in _UNREACHABLE:
            return FetchFailed(f"{host} could not be reached. Try again later.")
        if isinstance(cause, (IncompleteRead, ConnectionError)):
            break
        if isinstance(cause, HTTPException):
            return FetchFailed(f"{host} gave an answer that is no web page. {BROWSER}")
    if any(isinstance(cause, (OSError, HTTPError, ProtocolError)) for cause in chain):
        return FetchFailed(
            f"The connection to {host} broke before all had come. Nothing was kept. Try again."
        )
    return FetchFailed(f"{host} gave an answer that is no web page. {BROWSER}")


def refused_by_server(status: int, what: str, host: str) -> FetchFailed:
    """Say what an answer other than the page, feed or picture means."""
    if status in _ANSWERS:
        why = _ANSWERS[status]
    elif status >= 500:
        why = f"something went wrong there ({status}). Try again later."
    else:
        why = f"it answered {status}. {BROWSER}"
    return FetchFailed(f"The {what} at {host} could not be read: {why}", status)


def too_large(host: str, most: int, length: int = 0) -> FetchFailed:
    """Say that there is more than Postil takes; `length` is what was announced, or 0."""
    size = f"{length / 1_000_000:,.0f} MB" if length else f"more than {most // 1_000_000} MB"
    return FetchFailed(
        f"What is at this address of {host} has {size}; Postil fetches up to "
        f"{most // 1_000_000} MB. Download it in your browser and open the file."
    )


def _not_found(error: socket.gaierror, host: str) -> FetchFailed:
    if error.errno == socket.EAI_AGAIN:
        return _offline(host)
    return FetchFailed(
        f"No server was found at {host}. Check the address, and whether this machine is connected "
        "to the internet."
    )


def _offline(host: str) -> Offline:
    return Offline(
        f"There is no connection to the internet, so {host} could not be reached. "
        "Try again when there is one."
    )


def _chain(error: BaseException | None) -> list[BaseException]:
    """Give an error and what it came from, outermost first."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
    return found
