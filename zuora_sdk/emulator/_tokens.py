"""Access tokens, and the endpoint that issues them."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from werkzeug.exceptions import RequestEntityTooLarge

from zuora_sdk.emulator import _responses
from zuora_sdk.emulator._contract import Contract
from zuora_sdk.emulator._exchange import Exchange
from zuora_sdk.emulator._ledger import Ledger
from zuora_sdk.emulator._rejection import Category, Rejection
from zuora_sdk.emulator._responses import Response

# Far more than one test run needs at a time; the oldest go first.
MAX_TOKENS = 10_000


class Tokens:
    """The bearer tokens that are valid now; `lasting` always is."""

    def __init__(self, ledger: Ledger, lasting: str) -> None:
        self._ledger = ledger
        self._lasting = lasting.encode()
        self._expires: dict[str, dt.datetime] = {}

    def issue(self) -> str:
        """A new token; older ones stay valid until they expire."""
        token = secrets.token_hex(16)
        lifetime = dt.timedelta(seconds=self._ledger.settings.token_seconds)
        self._expires[token] = self._ledger.clock.now() + lifetime
        while len(self._expires) > MAX_TOKENS:
            self._expires.pop(next(iter(self._expires)), None)
        return token

    def expire(self, token: str) -> None:
        """End a token's life early; the lasting one can't end."""
        self._expires.pop(token, None)

    def accept(self, token: str) -> bool:
        """Whether the token is valid."""
        expires = self._expires.get(token)
        return secrets.compare_digest(token.encode(), self._lasting) or bool(
            expires and self._ledger.clock.now() < expires
        )


class TokenEndpoint:
    """Exchanges the client's ID and secret for a token."""

    def __init__(self, contract: Contract, ledger: Ledger, tokens: Tokens, client: tuple[str, str]) -> None:
        self._contract = contract
        self._ledger = ledger
        self._tokens = tokens
        self._client_id, self._client_secret = client

    def respond(self, exchange: Exchange) -> Response:
        """A token, or the endpoint's own form of an error."""
        operation = exchange.operation
        assert operation is not None
        try:
            form = _form(exchange)
            if exchange.request.mimetype != operation.media_type:
                raise Rejection(Category.UNSUPPORTED, f"send {operation.media_type}", status=415)
            self._contract.fit(operation.body or {}, form)
            if form["client_id"] != self._client_id:
                raise Rejection(Category.INVALID, "Invalid client id")
        except Rejection as rejection:
            return _responses.token_error(rejection.status, "Bad Request", str(rejection), self._ledger.stamp())
        if not secrets.compare_digest(form["client_secret"].encode(), self._client_secret.encode()):
            return _responses.token_error(401, "Unauthorized", "Invalid client secret", self._ledger.stamp())
        token = {"access_token": self._tokens.issue(), "token_type": "bearer"}
        rest = {
            "expires_in": self._ledger.settings.token_seconds,
            "scope": "service.emulator tenant.1",
            "jti": uuid.uuid4().hex,
        }
        return _responses.of_json(200, {**token, **rest})


def _form(exchange: Exchange) -> dict[str, str]:
    try:
        return exchange.request.form.to_dict()
    except RequestEntityTooLarge:  # some releases of werkzeug raise it, others leave the form empty
        raise Rejection(Category.INVALID, "the form is too large") from None
