"""`python -m zuora_sdk doctor`: what stands between this machine and a first call, each problem with its fix.

It reads the configuration from the environment, as `Configuration.from_env` does, sends one harmless request (GET of an
invoice that doesn't exist) and judges the response. Nothing is changed, no secret is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from importlib import metadata
from typing import Literal, TypeAlias
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from zuora_sdk._runtime import Runtime
from zuora_sdk._version import __version__
from zuora_sdk.api.invoices_api import InvoicesApi
from zuora_sdk.api_client import ApiClient
from zuora_sdk.api_response import ApiResponse
from zuora_sdk.configuration import ENVIRONMENT_VARIABLES, Configuration, is_loopback
from zuora_sdk.environments import ZuoraEnvironment
from zuora_sdk.exceptions import (
    ApiException,
    ApiValueError,
    ForbiddenException,
    NetworkException,
    NotFoundException,
    RateLimitedException,
    ServiceException,
    UnauthorizedException,
)
from zuora_sdk.models.invoice_response import InvoiceResponse

NO_SUCH_INVOICE = "zuora-sdk-doctor"
"""The key that is read: no tenant has it, so the response of a working connection is "not found"."""
SECRETS = frozenset({"access_token", "client_id", "client_secret"})
TIME_LIMIT = 20.0
"""Seconds for the whole request."""
SKEW_WARNING, SKEW_ERROR = 60.0, 600.0
"""Seconds between this clock and the server's. Idempotency keys, run journals and token renewal rely on this clock."""
LATENCY_WARNING = 2.0
"""Seconds for one read, from which on bulk runs are markedly slower than Zuora's limits allow."""

Level: TypeAlias = Literal["ok", "warning", "error"]
Outcome: TypeAlias = "ApiResponse[InvoiceResponse] | ApiException"


@dataclass(frozen=True)
class Finding:
    """The result of one check."""

    check: str
    level: Level
    message: str
    fix: str = ""


def diagnose(runtime: Runtime | None = None) -> Iterator[Finding]:
    """Run the checks in order; a check whose requirement failed is left out."""
    yield from _versions()
    try:
        configuration = Configuration.from_env()
        configuration.base_url  # noqa: B018 - raises where a token must not travel to it
    except ApiValueError as error:
        yield Finding("configuration", "error", str(error), "Correct the environment variable that the message names.")
        return
    yield from _settings(configuration)
    if not _has_credentials(configuration):
        return
    if proxy := _proxy(configuration):
        yield Finding("proxy", "ok", f"requests go through the proxy {urlsplit(proxy).hostname}")
    elif unknown := _unknown_name(configuration):
        yield unknown
        return
    runtime = runtime or Runtime()
    configuration = configuration.replace(retries=0, deadline=TIME_LIMIT, connect_timeout=TIME_LIMIT / 2)
    with ApiClient(configuration, runtime=runtime) as client:
        started = runtime.monotonic()
        try:
            outcome = _read(client)
        except ApiValueError as error:
            yield Finding("configuration", "error", str(error), "Correct the environment variable of that setting.")
            return
        elapsed = runtime.monotonic() - started
        received = runtime.now()
    yield _connection(configuration, outcome, elapsed)
    if outcome.headers:
        yield from _access(configuration, outcome)
        yield from _clock(outcome, received)
        yield from _limits(outcome)


# ----------------------------------------------------------------------------------------------- installation, settings


def _versions() -> Iterator[Finding]:
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in ("urllib3", "pydantic"))
    python = f"{platform.python_implementation()} {platform.python_version()} on {platform.system()}"
    yield Finding("versions", "ok", f"zuora-invoices {__version__}, {libraries}, {python}")


def _settings(configuration: Configuration) -> Iterator[Finding]:
    sources = {setting: name for name, setting in ENVIRONMENT_VARIABLES.items() if os.environ.get(name, "").strip()}
    for setting in ENVIRONMENT_VARIABLES.values():
        value = getattr(configuration, setting)
        if value is not None:
            shown = "(set, not shown)" if setting in SECRETS else value
            yield Finding("configuration", "ok", f"{setting} = {shown} from {sources.get(setting, 'the default')}")
    if not _has_credentials(configuration):
        yield Finding(
            "configuration",
            "error",
            "no credentials: neither a token nor a complete OAuth client is set",
            "Set ZUORA_CLIENT_ID and ZUORA_CLIENT_SECRET (an OAuth client of an API user), or BEARER_TOKEN.",
        )
    data_centers = {str(environment): environment.name for environment in ZuoraEnvironment}
    if name := data_centers.get(configuration.host):
        yield Finding("data center", "ok", f"{configuration.host} is ZuoraEnvironment.{name}")
    elif not is_loopback(configuration.host):
        yield Finding(
            "data center",
            "warning",
            f"{configuration.host} is not one of Zuora's data centers that this version knows",
            f"Unless it is a gateway of yours, set ZUORA_BASE_URL to one of: {', '.join(data_centers)}.",
        )


def _has_credentials(configuration: Configuration) -> bool:
    return bool(configuration.access_token or (configuration.client_id and configuration.client_secret))


# ----------------------------------------------------------------------------------------------------------- connection


def _proxy(configuration: Configuration) -> str:
    if configuration.proxy is not None:
        return configuration.proxy
    host, proxies = urlsplit(configuration.host), getproxies()
    bypassed = is_loopback(configuration.host) or proxy_bypass(host.hostname or "")
    return "" if bypassed else proxies.get(host.scheme, proxies.get("all", ""))


def _unknown_name(configuration: Configuration) -> Finding | None:
    host = urlsplit(configuration.host).hostname or ""
    try:
        socket.getaddrinfo(host, None)
    except OSError as error:
        return Finding(
            "DNS",
            "error",
            f"the name {host} can't be resolved: {error.strerror or error}",
            "Check ZUORA_BASE_URL for a typing error, then this machine's network and DNS; "
            "behind a corporate proxy set HTTPS_PROXY.",
        )
    return None


def _read(client: ApiClient) -> Outcome:
    try:
        return InvoicesApi(client).get_invoice_with_http_info(NO_SUCH_INVOICE)
    except ApiException as error:
        return error


def _connection(configuration: Configuration, outcome: Outcome, elapsed: float) -> Finding:
    if isinstance(outcome, NetworkException) and not outcome.headers:
        return Finding(
            "connection", "error", f"{configuration.host}: {outcome.reason}", _network_fix(configuration, outcome)
        )
    if not outcome.request_id:
        return Finding(
            "connection",
            "warning",
            f"{configuration.host} responded without a Zuora-Request-Id: it may not be Zuora's API",
            "Check ZUORA_BASE_URL: the REST host (https://rest...), not the address of the web interface.",
        )
    message = f"{configuration.host} responded in {elapsed:.2f} s, with name look-up, TLS and sign-in"
    if elapsed > LATENCY_WARNING:
        return Finding("connection", "warning", message, "Run where the data center is near, or expect slow bulk runs.")
    return Finding("connection", "ok", message)


def _network_fix(configuration: Configuration, error: NetworkException) -> str:
    reason = str(error.reason).lower()
    if "certificate" in reason or "tls" in reason:
        return (
            "If a corporate proxy inspects TLS, give its CA certificate as Configuration(ssl_ca_cert=...); "
            "else check that ZUORA_BASE_URL names the right host. Don't switch verify_ssl off."
        )
    if "proxy" in reason:
        return (
            "Check HTTPS_PROXY / Configuration(proxy=...): address, port, user and password; NO_PROXY lists exceptions."
        )
    return (
        f"Check that a firewall lets this machine reach {configuration.host}, or set HTTPS_PROXY if it needs a proxy."
    )


# ----------------------------------------------------------------------------------------------- what the response says


def _access(configuration: Configuration, outcome: Outcome) -> Iterator[Finding]:
    if isinstance(outcome, ApiResponse | NotFoundException):
        yield Finding("access", "ok", "the credentials are accepted, and may read invoices")
    elif isinstance(outcome, UnauthorizedException) or outcome.operation == "create_token":
        what = "the token" if configuration.access_token else "the OAuth client"
        yield Finding(
            "access",
            "error",
            f"{what} is not accepted at {configuration.host}: {_said(outcome)}",
            "It may be expired or revoked, or belong to another data center: credentials of a sandbox work at no other "
            "host. Get new ones in the tenant behind ZUORA_BASE_URL.",
        )
    elif isinstance(outcome, ForbiddenException):
        yield Finding(
            "access",
            "error",
            f"the API user may not read invoices: {_said(outcome)}",
            "Give its role API access and the permissions for invoices (Administration Settings, Manage User Roles).",
        )
    elif isinstance(outcome, RateLimitedException):
        wait = f" in {outcome.retry_after:g} s" if outcome.retry_after is not None else " later"
        yield Finding("access", "warning", f"the tenant's limit is used up: {_said(outcome)}", f"Try again{wait}.")
    else:
        service = isinstance(outcome, ServiceException)
        fix = "See https://trust.zuora.com, and try again later." if service else "Check ZUORA_BASE_URL."
        yield Finding("access", "error", f"the read failed: {_said(outcome)}", fix)


def _said(error: ApiException) -> str:
    status = f"{error.status or ''} {error.reason or ''}".strip()
    return f"{status} ({error.reasons[0]})" if error.reasons else status


def _clock(outcome: Outcome, received: float) -> Iterator[Finding]:
    try:
        server = parsedate_to_datetime(outcome.headers["Date"]).timestamp()
    except (KeyError, ValueError):
        return
    skew = received - server
    if abs(skew) <= SKEW_WARNING:
        yield Finding("clock", "ok", "this clock and the server's agree")
        return
    yield Finding(
        "clock",
        "error" if abs(skew) > SKEW_ERROR else "warning",
        f"this clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the server's",
        "Synchronize it (NTP): a resumed bulk run decides by this clock whether an idempotency key is still valid.",
    )


def _limits(outcome: Outcome) -> Iterator[Finding]:
    rate, concurrency = outcome.rate_limit, outcome.concurrency_limit
    if rate.limit is not None:
        yield Finding("rate limit", "ok", f"{rate.remaining} of {rate.limit} requests left, reset in {rate.reset:g} s")
    if concurrency.limit is not None:
        left = f"{concurrency.remaining} of {concurrency.limit} concurrent requests free ({concurrency.type})"
        yield Finding("concurrency limit", "ok", left)


# --------------------------------------------------------------------------------------------------------- command line


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Exit status 1 if there is an error, else 0."""
    parser = argparse.ArgumentParser(prog="python -m zuora_sdk", description="Tools of the Zuora Invoices client.")
    commands = parser.add_subparsers(dest="command", required=True)
    doctor = commands.add_parser(
        "doctor",
        help="check installation, configuration and connection",
        description="Checks installation, configuration (from the environment) and connection with one harmless read.",
    )
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    options = parser.parse_args(arguments)
    findings = list(diagnose())
    ok = all(finding.level != "error" for finding in findings)
    if options.json:
        print(json.dumps({"ok": ok, "findings": [asdict(finding) for finding in findings]}, indent=2))
    else:
        for finding in findings:
            print(f"{finding.level:7}  {finding.check}: {finding.message}")
            if finding.fix:
                print(f"         fix: {finding.fix}")
    return 0 if ok else 1
