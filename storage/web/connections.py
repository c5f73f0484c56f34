"""Connections that go to a checked address and nowhere else."""

from __future__ import annotations

import errno
import selectors
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import lru_cache
from os import strerror
from time import monotonic
from typing import Any, NamedTuple
from urllib.request import getproxies, proxy_bypass

import certifi
from urllib3 import PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ProxySchemeUnknown
from urllib3.response import BaseHTTPResponse

from storage.errors import FetchFailed, LocalAddress
from storage.web.hosts import Found, Resolve, Target, is_at_home, is_public
from storage.web.watching import TICK_S, Watch

CONNECT_S = 8.0  # to one address; a host may have several
SILENCE_S = 15.0  # without a byte from the server

_UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN, 10035)  # 10035: on Windows


class Line(NamedTuple):
    """How to reach one target: its checked addresses, or a proxy of the environment."""

    found: tuple[Found, ...]
    proxy: str


def line_to(target: Target, *, allow_local: bool, resolve: Resolve, watch: Watch) -> Line:
    """Look a host up and refuse what is at home, unless the reader asks for it.

    With a proxy the host is looked up here too, as far as that works: the proxy alone knows where
    it goes, so then only names and numbers that are at home by themselves are refused.
    Raises: LocalAddress, FetchFailed, Cancelled, OSError if the host is not found.
    """
    proxy = _proxy_for(target)
    if not allow_local and is_at_home(target.host):
        raise LocalAddress(_at_home(target.host), target.host)
    try:
        found = watch.waited(lambda: resolve(target.host, target.port), target.host)
    except OSError:
        if not proxy:
            raise
        return Line((), proxy)
    public = tuple(one for one in found if is_public(one[1][0]))
    if allow_local and len(public) < len(found):
        return Line(tuple(found), "")  # a proxy is for what is outside
    if not public:
        raise LocalAddress(_at_home(target.host), target.host)
    return Line(public, proxy)


@contextmanager
def sent(
    target: Target, line: Line, headers: dict[str, str], *, resolve: Resolve, watch: Watch
) -> Iterator[BaseHTTPResponse]:
    """Send a GET and give the answer with its body unread.

    Raises: what urllib3 and the system raise; FetchFailed, Cancelled.
    """
    options: dict[str, Any] = {"ssl_context": _tls(), "timeout": SILENCE_S, "retries": False}
    try:
        manager = ProxyManager(line.proxy, **options) if line.proxy else PoolManager(**options)
    except ProxySchemeUnknown as error:
        raise FetchFailed(
            f"The proxy {line.proxy} that this machine is set to use is not one that Postil "
            "knows. Set an http:// or https:// proxy."
        ) from error
    plain, secure = _connections(line, resolve, watch)
    pool = manager.connection_from_host(target.host, target.port, target.scheme)
    is_secure = target.scheme == "https" or line.proxy.startswith("https:")
    pool.ConnectionCls = secure if is_secure else plain
    with ExitStack() as at_end:
        at_end.callback(manager.clear)  # no connection is kept for a next time
        response = manager.request(
            "GET", target.url, headers=headers, redirect=False, preload_content=False
        )
        yield at_end.enter_context(closing(response))


def _connections(
    line: Line, resolve: Resolve, watch: Watch
) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    def connected(host: str, port: int) -> socket.socket:
        if not line.proxy:
            return _connected(line.found, host, watch)
        return _connected(watch.waited(lambda: resolve(host, port), host), host, watch)

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self.host, self.port)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self.host, self.port)

    return Plain, Secure


def _connected(found: tuple[Found, ...] | list[Found], host: str, watch: Watch) -> socket.socket:
    """Connect to the first of the addresses that answers. Raises: OSError."""
    failure: OSError = OSError(f"no address of {host}")
    for family, address in found:
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _connect(made, address, host, watch)
            if made.getpeername()[0] != address[0] and "%" not in address[0]:
                raise OSError("connected to another address")  # noqa: TRY301
            made.settimeout(SILENCE_S)
            watch.hold(made)
        except OSError as error:
            made.close()
            failure = error
        except BaseException:
            made.close()
            raise
        else:
            return made
    raise failure


def _connect(made: socket.socket, address: Any, host: str, watch: Watch) -> None:
    """Connect step by step, so that it can be cancelled. Raises: OSError, as `connect` does."""
    made.setblocking(False)
    until = monotonic() + CONNECT_S
    code = made.connect_ex(address)
    if code not in _UNDER_WAY:
        raise OSError(code, strerror(code))
    with selectors.DefaultSelector() as selector:
        selector.register(made, selectors.EVENT_WRITE)
        while not selector.select(TICK_S):
            watch.check(host)
            if monotonic() > until:
                raise TimeoutError
    code = made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, strerror(code))


def _proxy_for(target: Target) -> str:
    proxies = getproxies()
    proxy = proxies.get(target.scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(f"{target.host}:{target.port}"):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"


@lru_cache(maxsize=1)  # reading the certificates takes 30 ms
def _tls() -> ssl.SSLContext:
    """Trust what browsers trust, and what this machine's owner has added."""
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return context


def _at_home(host: str) -> str:
    return f"{host} is on this machine or its local network, so it was not opened."
