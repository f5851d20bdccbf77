"""Doing much work at once: in order, at a bounded distance, no faster than the service allows, and stoppable.

What the work is, `bulk` says; how it gets done, this does.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, Generic, Literal, Protocol, TypeAlias, TypeVar

from typing_extensions import Self

from zuora_sdk._response_headers import ResponseHeaders
from zuora_sdk._transport import Transport
from zuora_sdk._urllib3_transport import Urllib3Transport
from zuora_sdk.api_client import ApiClient
from zuora_sdk.bulk._throttle import Pace
from zuora_sdk.configuration import Configuration
from zuora_sdk.exceptions import OpenApiException

Input = TypeVar("Input")
Result = TypeVar("Result")

Progress: TypeAlias = Callable[[int, "int | None"], object]
"""Is told how many are done, and of how many if that is known."""


@dataclass(frozen=True)
class Outcome(Generic[Input, Result]):
    """What became of one input. It pickles."""

    index: int
    """Its place in the input, from 0."""
    input: Input
    result: Result | None = None
    """What the service answered about it; None if it failed."""
    error: Exception | None = None
    """Why it failed: an `ApiException`, or an `ApiValueError` or `ApiTypeError` if it was not even sent."""
    request_id: str | None = None
    """Zuora's ID of the request that it was part of."""
    idempotency_key: str | None = None
    """The key of that request."""
    restored: bool = False
    """Whether it was done by an earlier run, and read from the journal."""

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.error is None

    @property
    def maybe_executed(self) -> bool:
        """Whether it failed, and may have been done all the same."""
        if self.error is None or isinstance(self.error, OpenApiException):
            return getattr(self.error, "maybe_executed", False)
        return True  # no failure of a call: whatever broke, it may have broken after the call

    @property
    def invoice(self) -> Result | None:
        """`result`, by the name of what it is for most functions."""
        return self.result


class Task(Protocol[Input, Result]):
    """Some of the input, to be done together."""

    @abstractmethod
    def begin(self, executor: Executor) -> Future[Any] | None:
        """Hand the work over; None if there is nothing to do."""

    @abstractmethod
    def note(self, future: Future[Any]) -> Sequence[ResponseHeaders]:
        """Write down that it is done, in whichever thread that is. Returns what the service said about limits."""

    @abstractmethod
    def outcomes(self, future: Future[Any] | None) -> list[Outcome[Input, Result]]:
        """What became of each input, in order."""


class _Place(Generic[Input, Result]):
    """A task on its way."""

    def __init__(self, task: Task[Input, Result]) -> None:
        self.task = task
        self.future: Future[Any] | None = None
        self.done = False


class Run(Iterator[Outcome[Input, Result]]):
    """The outcomes of a run, in the order of the input. Nothing is sent before the first one is asked for.

    Ctrl-C while an outcome is awaited takes no more input: what is under way is finished and its outcomes still come;
    `KeyboardInterrupt` comes after them. A second Ctrl-C ends the program at once. An error of the input iterable is
    raised in the same manner: last. As a context manager, it leaves nothing under way behind.
    """

    def __init__(
        self,
        tasks: Iterable[Task[Input, Result]],
        *,
        client: ApiClient | None,
        executor: Executor | None,
        max_workers: int,
        progress: Progress | Literal[False] | None,
        total: int | None,
        name: str,
        finish: Callable[[], object] = lambda: None,
    ) -> None:
        settings = client.configuration if client else Configuration()
        self._clock: Callable[[], float] = client.runtime.monotonic if client else time.monotonic
        self._sleep: Callable[[float], None] = client.runtime.sleep if client else time.sleep
        self._tasks = iter(tasks)
        self._pace = Pace(max_workers, settings.retry_policy.max_retry_after)
        # Beyond these, outcomes that wait for an earlier one would pile up.
        self._look_ahead = 2 * max_workers
        self._executor = executor
        self._own_executor = executor is None
        self._max_workers = max_workers
        self._finish = finish
        self._total = total
        self._bar = _bar(total, name) if progress is None else None
        self._progress = self._bar or progress or None

        self._window: deque[_Place[Input, Result]] = deque()
        self._ready: deque[Outcome[Input, Result]] = deque()
        self._under_way = 0
        self._changed = threading.Condition()
        self._taking = True
        self._closed = False
        self._interrupts = False
        self._ending: BaseException | None = None
        self.done = 0
        """Inputs of which the outcome is known."""
        self.failed = 0
        """Those of them that failed..."""
        self.maybe_executed = 0
        """...and those of the failed that may have been done all the same."""

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Outcome[Input, Result]:
        if not self._ready:
            with self._patient():
                while not self._ready and self._advance():
                    pass
        if self._ready:
            return self._ready.popleft()
        self.close()
        if self._ending is not None:
            ending, self._ending = self._ending, None
            raise ending
        raise StopIteration

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """Take no more input. The outcomes of what is under way still come."""
        self._taking = False

    def close(self) -> None:
        """Take no more input, and wait until nothing is under way any more."""
        self.stop()
        if not self._closed:
            with self._changed:
                self._changed.wait_for(lambda: self._under_way == 0)
            self._closed = True
            if self._own_executor and self._executor:
                self._executor.shutdown()
            if self._bar:
                self._bar.close()
            self._finish()

    def _advance(self) -> bool:
        """Do the next step. Returns whether there is another one."""
        self._fill()
        if not self._window:
            return False
        head = self._window[0]
        with self._changed:
            self._changed.wait_for(lambda: head.done or self._has_room())
        if head.done:
            self._window.popleft()
            outcomes = head.task.outcomes(head.future)
            self._ready.extend(outcomes)
            self.done += len(outcomes)
            self.failed += sum(not outcome.ok for outcome in outcomes)
            self.maybe_executed += sum(outcome.maybe_executed for outcome in outcomes)
            if self._progress:
                self._progress(self.done, self._total)
        return True

    def _has_room(self) -> bool:
        return self._taking and self._under_way < self._pace.width and len(self._window) < self._look_ahead

    def _fill(self) -> None:
        """Begin as much as may be under way. What is done already comes first."""
        while self._has_room() and not (self._window and self._window[0].done):
            pause = self._pace.wait(self._clock())
            if pause:
                self._sleep(min(pause, 1.0))  # in pieces, so that Ctrl-C is heeded
                continue
            try:
                task = next(self._tasks, None)
                if task is None:
                    self.stop()
                elif self._taking:  # not so if Ctrl-C came while the input was read
                    self._begin(task)
            except Exception as error:  # of the input, or of the journal: told when all that was begun is told
                self._end(error)

    def _begin(self, task: Task[Input, Result]) -> None:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(self._max_workers, thread_name_prefix="zuora-bulk")
        place = _Place(task)
        place.future = task.begin(self._executor)
        self._window.append(place)
        if place.future is None:
            place.done = True
            return
        with self._changed:
            self._under_way += 1
            self._pace.begin(self._clock())
        place.future.add_done_callback(lambda future: self._note(place, future))

    def _note(self, place: _Place[Input, Result], future: Future[Any]) -> None:
        """A task is done: called in whichever thread did it."""
        limits: Sequence[ResponseHeaders] = ()
        try:
            limits = place.task.note(future)
        except Exception as error:  # the journal can't be written
            self._end(error)
        with self._changed:
            for answer in limits or (None,):
                self._pace.note(answer, self._under_way, self._clock())
            self._under_way -= 1
            place.done = True
            self._changed.notify_all()

    def _end(self, error: BaseException) -> None:
        self._ending = self._ending or error
        self.stop()

    @contextmanager
    def _patient(self) -> Iterator[None]:
        """Let Ctrl-C stop the run instead of tearing it apart: the first one, while the run is waited for."""
        in_charge = threading.current_thread() is threading.main_thread()
        if not in_charge or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if self._interrupts:
            raise KeyboardInterrupt
        self._interrupts = True
        self._end(_Interrupted(self))


class _Interrupted(KeyboardInterrupt):
    """Says, when it is shown, how far the run came."""

    def __init__(self, run: Run[Any, Any]) -> None:
        super().__init__()
        self._run = run

    def __str__(self) -> str:
        run = self._run
        of_all = "" if run._total is None else f" of {run._total}"
        return (
            f"stopped after {run.done}{of_all}: {run.done - run.failed} ok, {run.failed} failed, "
            f"{run.maybe_executed} of them maybe executed; nothing is under way"
        )


class Courier:
    """Takes a client to where the work is done: to a thread as it is, to another process as its settings.

    There it is made once, on first use, with connections of its own.
    """

    _clients: dict[str, ApiClient] = {}  # noqa: RUF012 - those of this process

    def __init__(self, client: ApiClient) -> None:
        self._client: ApiClient | None = client
        self._name = f"{id(self):x}-{time.time_ns():x}"

    @property
    def client(self) -> ApiClient:
        """The client, here."""
        if self._client is None:
            known = self._clients
            while len(known) >= 8 and self._name not in known:  # of earlier runs of a long-lived worker
                known.pop(next(iter(known)), None)
            self._client = known.get(self._name) or known.setdefault(self._name, self._make())
        return self._client

    def __getstate__(self) -> dict[str, Any]:
        client = self._client
        if client is None:
            return self.__dict__
        own = not isinstance(client.transport, Urllib3Transport)
        return {
            "_client": None,
            "_name": self._name,
            "_settings": (client.configuration, client.transport if own else None, client.middleware),
            "_headers": client.default_headers,
        }

    def _make(self) -> ApiClient:
        settings: tuple[Configuration, Transport | None, tuple[Any, ...]] = self.__dict__["_settings"]
        configuration, transport, middleware = settings
        client = ApiClient(configuration, transport=transport, middleware=middleware)
        client.default_headers = dict(self.__dict__["_headers"])
        return client


class _Bar:
    """A progress bar on stderr."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def __call__(self, done: int, total: int | None) -> None:
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave it as it is."""
        self._bar.close()


def _bar(total: int | None, name: str) -> _Bar | None:
    """A bar if somebody sees it and tqdm is there to draw it."""
    if not (sys.stderr and sys.stderr.isatty()):
        return None
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    return _Bar(tqdm(total=total, desc=name))
