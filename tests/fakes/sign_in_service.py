"""A sign-in service of an authority, as OpenID Connect describes one, on a port of this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "berkas", "rahasia-berkas"


@dataclass
class SignInService:
    """Vouches for one person; what it signs can be bent for a test."""

    now: float
    issuer: str = ""
    name: str = "kepala"
    subject: str = "s-1"
    bent: dict[str, Any] = field(default_factory=dict)
    """Claims that replace the right ones."""
    foreign_key: bool = False
    """Whether it signs with a key it does not publish."""
    _key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "a"}))
    _other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "a"}))
    _asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def log_in(self, address: str) -> str:
        """What its login page does: the query to come back with, for the address sent to."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        code = f"code-{len(self._asked)}"
        self._asked[code] = asked
        return f"?state={asked['state']}&code={code}"

    def configuration(self) -> dict[str, Any]:
        """Where it listens."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def published(self) -> dict[str, Any]:
        """Its public keys."""
        return {"keys": [self._key.as_dict(private=False)]}

    def redeem(self, fields: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The token for a code, once, to the client that asked and can show its verifier."""
        asked = self._asked.pop(fields.get("code", ""), None)
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or authorization != f"Basic {known}":
            return None
        digest = hashlib.sha256(fields.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or fields["redirect_uri"] != asked["redirect_uri"]:
            return None
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.subject,
            "nonce": asked["nonce"],
            "exp": int(self.now) + 300,
            "preferred_username": self.name,
        } | self.bent
        key = self._other if self.foreign_key else self._key
        return {"id_token": jwt.encode({"alg": "RS256", "kid": "a"}, claims, key)}


@contextmanager
def sign_in_service(now: float) -> Iterator[SignInService]:
    """The service, answering while the block lasts; `now` is the moment it believes it is."""
    service = SignInService(now)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pages = {
                "/.well-known/openid-configuration": service.configuration,
                "/keys": service.published,
            }
            page = pages.get(self.path)
            self._say(404 if page is None else 200, {} if page is None else page())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = {key: values[0] for key, values in parse_qs(body).items()}
            said = service.redeem(fields, self.headers.get("Authorization", ""))
            self._say(400 if said is None else 200, said or {"error": "invalid_grant"})

        def _say(self, status: int, said: dict[str, Any]) -> None:
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
