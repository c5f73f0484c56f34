"""When two addresses of the web are one article: the form in which they are compared."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from storage.text.addresses import DEFAULT_PORTS, is_web

# Parameters that say where a click came from and never what the page shows: Google's campaign
# parameters, those that Firefox strips (Mozilla's query-stripping list) and those of large
# networks and mailing programs.
_TRACKING = (
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh"
    " mc_cid mc_eid mkt_tok oly_anon_id oly_enc_id __s vero_id vero_conv _hsenc _hsmi"
    " __hssc __hstc __hsfp hsctatracking wickedid s_cid cmpid ns_campaign ns_mchannel"
    " ns_source ref ref_src ref_url referrer smid sref cmp _openstat xtor wt_mc wt.mc_id"
    " at_medium at_campaign soc_src soc_trk guccounter guce_referrer guce_referrer_sig"
)
TRACKING = frozenset(_TRACKING.split())
TRACKING_STARTS = ("utm_", "pk_", "mtm_", "piwik_", "matomo_", "at_custom", "hsa_")
AMP = frozenset({("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp")})

_WWW = re.compile(r"www\d?\.(?=.+\.)")
_INDEX = re.compile(r"/index\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_AMP_END = re.compile(r"(?<=[^/])/amp/?$", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")  # RFC 3986, 2.3
_SAFE = "%/:@!$&'()*+,;=~-._"


def url_key(url: str) -> str:
    """Give the form of a web address in which it is compared with others; '' if it is none.

    Without scheme, `www.`, default port, user, fragment, tracking parameters, the slash at the
    end, `/amp` and `index.html`; the other parameters are sorted. A fragment that names a page
    ("#!/a", "#/a") stays. Mobile hosts (`m.`) stay other pages: many show other words.
    """
    url = url.strip()
    if not is_web(url):
        return ""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port or an IPv6 address that is none
        return ""
    if not host:
        return ""
    key = _WWW.sub("", _ascii(host.rstrip(".")), count=1)
    if port is not None and port != DEFAULT_PORTS[parts.scheme.lower()]:
        key += f":{port}"
    key += _path(parts.path)
    if query := _query(parts.query):
        key += f"?{query}"
    if parts.fragment.startswith(("!", "/")):
        key += f"#{parts.fragment}"
    return key


def is_site(key: str) -> bool:
    """Say whether a key is a whole site, whose page is another one each day."""
    return "/" not in key and "?" not in key and "#" not in key


def _ascii(host: str) -> str:
    host = host.lower()
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _path(path: str) -> str:
    path = _ESCAPE.sub(_escape, quote(path, safe=_SAFE))
    path = _AMP_END.sub("", _INDEX.sub("/", path))
    return path.rstrip("/")


def _escape(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if _UNRESERVED.fullmatch(character) else found[0].upper()


def _query(query: str) -> str:
    pairs = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not (
            name.lower() in TRACKING
            or name.lower().startswith(TRACKING_STARTS)
            or (name.lower(), value.lower()) in AMP
        )
    ]
    return urlencode(sorted(pairs))
