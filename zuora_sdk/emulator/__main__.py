"""`python -m zuora_sdk.emulator`: the emulator from the shell."""

from __future__ import annotations

import argparse
import datetime as dt
import signal
import sys
import threading

from zuora_sdk.emulator import ZuoraEmulator
from zuora_sdk.emulator._access import is_loopback
from zuora_sdk.emulator._store import DatabaseError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m zuora_sdk.emulator", description="A Zuora on your own machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: loopback only)")
    parser.add_argument("--port", type=int, default=8010, help="port to listen on; 0 takes a free one (default: 8010)")
    parser.add_argument("--token", help="access token and client secret; needed with --host beyond loopback")
    parser.add_argument(
        "--allowed-host",
        action="append",
        default=[],
        metavar="NAME",
        help="name, besides localhost, by which clients call it; may be given several times",
    )
    parser.add_argument("--tenant", metavar="FILE", help="JSON file with accounts, catalog charges and settings")
    parser.add_argument("--database", metavar="FILE", help="SQLite file that keeps invoices across restarts")
    parser.add_argument("--start", type=dt.datetime.fromisoformat, metavar="TIME", help="what the clock says first")
    parser.add_argument("--seed", type=int, help="makes IDs the same in each run")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.token is None and not is_loopback(options.host):
        parser.error(f"--host {options.host} lets others reach it: give it a --token")
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        emulator = ZuoraEmulator(
            host=options.host,
            port=options.port,
            token=options.token,
            allowed_hosts=options.allowed_host,
            tenant=options.tenant,
            database=options.database,
            start=options.start,
            seed=options.seed,
        ).start()
    except (OSError, ValueError, DatabaseError) as error:
        parser.error(str(error))
    try:
        if not is_loopback(options.host):
            sys.stderr.write(
                f"Warning: whoever can reach {options.host} and knows the token can use this emulator;"
                " the connection is not encrypted.\n"
            )
        shown = "as given" if options.token else emulator.access_token
        sys.stdout.write(f"Zuora emulator ready at {emulator.url} (token {shown})\n")
        sys.stdout.flush()
        stopped.wait()
    finally:
        emulator.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
