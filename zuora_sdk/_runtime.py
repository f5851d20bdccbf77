"""Time, sleep and randomness: all that a client takes from the world besides the network."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Runtime:
    """The clocks, the sleep and the random numbers of a client. Tests and simulations put their own in place.

        client = ApiClient(configuration, runtime=Runtime(sleep=lambda seconds: None))

    monotonic: seconds on a clock that never goes back; deadlines and delays are measured on it.
    now: seconds since 1970 on the wall clock; what outlives a process is stamped with it.
    sleep: waits so many seconds.
    random: a number from 0 up to 1, for jitter.
    """

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    random: Callable[[], float] = random.random
