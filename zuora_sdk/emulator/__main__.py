"""`python -m zuora_sdk.emulator`: the emulator from the shell."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from zuora_sdk.emulator import ZuoraEmulator


def main(arguments: list[str] | None = None) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m zuora_sdk.emulator", description="A Zuora on your own machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: loopback only)")
    parser.add_argument("--port", type=int, default=8010, help="port to listen on; 0 takes a free one (default: 8010)")
    parser.add_argument("--seed", metavar="FILE", help="JSON file with accounts and catalog charges")
    parser.add_argument("--database", metavar="FILE", help="SQLite file that keeps invoices across restarts")
    options = parser.parse_args(arguments)

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        emulator = ZuoraEmulator(
            host=options.host, port=options.port, seed=options.seed, database=options.database
        ).start()
    except (OSError, ValueError) as wrong:
        parser.error(str(wrong))
    try:
        sys.stdout.write(f"Zuora emulator ready at {emulator.url} (token {emulator.access_token})\n")
        sys.stdout.flush()
        stopped.wait()
    finally:
        emulator.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
