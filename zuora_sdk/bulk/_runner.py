"""Runs many tasks concurrently: outcomes in input order, bounded look-ahead, interruptible.

Three kinds of threads work on a run. The reader reads the input, which may block. The coordinator owns the journal and
decides what is sent. Workers make the calls. The consumer, who iterates over the run, only takes outcomes off a queue.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from types import FrameType
from typing import Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from zuora_sdk._runtime import Runtime
from zuora_sdk.bulk._journal import Journal
from zuora_sdk.bulk._outcomes import Outcome
from zuora_sdk.bulk._scheduler import Scheduler, Task
from zuora_sdk.bulk._worker import DaemonThreads, Performed, StopSignal, perform
from zuora_sdk.exceptions import NetworkException

Input = TypeVar("Input")
Result = TypeVar("Result")

ProgressCallback: TypeAlias = Callable[[int, "int | None"], object]
"""Called with how many are done, and of how many if that is known."""

LOOK_AHEAD = 1000
"""Inputs that may be read before the outcome of the first of them has been taken, or four requests a worker."""

POLL = 0.2
"""Seconds after which the consumer's wait is interrupted, so that Ctrl-C is heard on every system."""


@dataclass(frozen=True)
class Flow:
    """How the work of a run is spread and watched."""

    max_workers: int = 8
    executor: Executor | None = None
    ordered: bool = True
    progress: ProgressCallback | Literal[False] | None = None
    title: str = ""
    total: int | None = None
    chunk: int = 1


class _Arrived(NamedTuple):
    position: int
    value: Any


class _Finished(NamedTuple):
    task: Task
    performed: Performed


class _InputEnded(NamedTuple):
    error: BaseException | None = None


class _Wake(NamedTuple):
    """Look at what has changed."""


_reading_for: ContextVar[Run[Any, Any] | None] = ContextVar("zuora_sdk_bulk_reading_for", default=None)
"""The run whose input this thread reads."""


class Run(Iterator[Outcome[Input, Result]], Generic[Input, Result]):
    """The outcomes of a run. Nothing is sent before the first one is asked for.

    The input is read in a thread of its own, so that an outcome that is ready never waits for the next input.

    Ctrl-C while the run is iterated in the main thread takes no more input, here and in the runs that feed this one:
    what is in flight is finished, its outcomes still come, and `KeyboardInterrupt` after them. A second Ctrl-C ends the
    program at once. Leaving the loop early, or the `with` block, leaves nothing in flight and the journal free.
    """

    def __init__(
        self,
        inputs: Iterable[Input],
        schedule: Callable[[Journal], Scheduler],
        open_journal: Callable[[], Journal],
        runtime: Runtime,
        flow: Flow,
    ) -> None:
        self._inputs: Iterable[Input] | None = inputs
        self._schedule = schedule
        self._open_journal = open_journal
        self._runtime = runtime
        self._flow = flow
        self._events: queue.SimpleQueue[_Arrived | _Finished | _InputEnded | _Wake] = queue.SimpleQueue()
        look_ahead = max(LOOK_AHEAD, 4 * flow.max_workers * flow.chunk)
        self._room = threading.Semaphore(look_ahead)
        self._changed = threading.Condition()
        self._ready: deque[Outcome[Input, Result]] = deque()
        self._waiting: dict[int, Outcome[Input, Result]] = {}
        self._next_index = 0
        self._coordinator: threading.Thread | None = None
        self._reader: threading.Thread | None = None
        self._ended = False
        self._ending: BaseException | None = None
        self._taking = True
        self._abandoned = False
        self._closed = False
        self._interrupts = 0
        self._upstream: set[Run[Any, Any]] = set()
        self._stop_signal = StopSignal()
        self._shown = -1
        self._bar = progress_bar(flow.total, flow.title) if flow.progress is None else None
        self._progress: ProgressCallback | None = self._bar or flow.progress or None
        self.done = 0
        """Inputs of which the outcome is known."""
        self.failed = 0
        """Those of them that failed..."""
        self.maybe_executed = 0
        """...and those of the failed that may have been done all the same."""

    # ------------------------------------------------------------------------------------------------------- consuming

    def __iter__(self) -> Iterator[Outcome[Input, Result]]:
        """Iterate to the end. Leaving the loop early closes the run."""
        try:
            with self._interruptible():
                while True:
                    try:
                        outcome = self._take()
                    except StopIteration:
                        return
                    yield outcome
        finally:
            self.close()

    def __next__(self) -> Outcome[Input, Result]:
        with self._interruptible():
            return self._take()

    def __enter__(self) -> Run[Input, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """Take no more input. The outcomes of what is in flight still come."""
        self._taking = False
        self._events.put(_Wake())

    def close(self) -> None:
        """Take no more input, and wait until nothing is in flight any more."""
        if self._closed:
            return
        self.stop()
        self._stop_signal.set()
        for run in list(self._upstream):
            run.close()
        while self._coordinator and self._coordinator.is_alive() and not self._abandoned:
            self._coordinator.join(POLL)
        if self._reader:
            self._reader.join(0.1)  # unless its input blocks
        self._closed = True
        if self._bar:
            self._bar.close()

    def _take(self) -> Outcome[Input, Result]:
        """The next outcome. Raises what ended the run, or `StopIteration`."""
        self._start()
        with self._changed:
            while not self._ready and not self._ended:
                self._changed.wait(POLL)
            outcome = self._ready.popleft() if self._ready else None
        self._show()
        if outcome is not None:
            self._room.release()
            return outcome
        self.close()
        ending, self._ending = self._ending, None
        if ending is None and self._interrupts:
            self._interrupts, ending = 0, _Interrupted(self)
        raise StopIteration if ending is None else ending

    def _show(self) -> None:
        if self._progress and self.done != self._shown:
            self._shown = self.done
            self._progress(self.done, self._flow.total)

    def _start(self) -> None:
        downstream = _reading_for.get()
        if downstream is not None:
            downstream._upstream.add(self)
        if self._coordinator is None and not self._closed:
            self._coordinator = threading.Thread(target=self._coordinate, name="zuora-bulk-coordinator", daemon=True)
            self._coordinator.start()
        elif self._coordinator is None:
            self._ended = True

    # ---------------------------------------------------------------------------------------------------- Ctrl-C

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        """Let the first Ctrl-C stop the run instead of tearing it apart."""
        in_main = threading.current_thread() is threading.main_thread()
        if not in_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        self._interrupts += 1
        if self._interrupts > 1:
            self._abandon()
            raise KeyboardInterrupt
        self._stop_sources()

    def _stop_sources(self) -> None:
        """Stop the runs that no other run feeds. The others end when those have: what is made is passed on."""
        feeding = [run for run in self._upstream if not run._ended]
        if not feeding:
            self.stop()
        for run in feeding:
            run._stop_sources()

    def _abandon(self) -> None:
        self._abandoned = True
        self._stop_signal.set()
        for run in self._upstream:
            run._abandon()

    # ------------------------------------------------------------------------------------------------------ reading

    def _read(self) -> None:
        """Read the input: the body of the reader thread."""
        _reading_for.set(self)
        error: BaseException | None = None
        try:
            inputs, self._inputs = self._inputs, None
            for index, value in enumerate(inputs or ()):
                self._room.acquire()
                if not self._taking:
                    break
                self._events.put(_Arrived(index, value))
        except BaseException as caught:
            error = caught
        self._events.put(_InputEnded(error))

    # ---------------------------------------------------------------------------------------------------- coordinating

    def _coordinate(self) -> None:
        """The body of the coordinator thread."""
        executor, journal = self._flow.executor, None
        try:
            journal = self._open_journal()
            scheduler = self._schedule(journal)
            own = executor is None
            executor = executor or DaemonThreads(self._flow.max_workers)
            try:
                self._work(scheduler, executor)
            finally:
                if own:
                    executor.shutdown()
            self._ending = scheduler.ending
        except BaseException as error:
            self._ending = error
        finally:
            self._taking = False
            self._room.release()  # the reader may wait for it
            if journal is not None:
                journal.close()
            with self._changed:
                self._ready.extend(self._waiting[index] for index in sorted(self._waiting))
                self._waiting.clear()
                self._ended = True
                self._changed.notify_all()

    def _work(self, scheduler: Scheduler, executor: Executor) -> None:
        scheduler.recover()
        self._reader = threading.Thread(
            target=copy_context().run, args=(self._read,), name="zuora-bulk-reader", daemon=True
        )
        self._reader.start()
        finished: list[tuple[Task, Performed]] = []
        while True:
            if not self._taking:
                scheduler.stop()
            free = self._flow.max_workers - scheduler.in_flight + len(finished)
            started = scheduler.advance(finished, free)
            self._deliver(scheduler.outcomes())
            for task in started:
                self._submit(executor, task)
            if scheduler.stopped:
                self._taking = False
                self._stop_signal.set()
            if scheduler.finished:
                break
            finished = self._events_of(scheduler)
        scheduler.conclude()
        self._deliver(scheduler.outcomes())

    def _events_of(self, scheduler: Scheduler) -> list[tuple[Task, Performed]]:
        """Wait until something happens, and take all that has happened. Returns what has finished."""
        finished: list[tuple[Task, Performed]] = []
        wakes = scheduler.wakes(self._flow.max_workers)
        timeout = None if wakes is None else max(0.0, wakes - self._runtime.monotonic())
        if timeout and scheduler.idle:  # only a delay to wait for: on the client's clock, which tests may bring forward
            self._runtime.sleep(min(timeout, POLL))
            timeout = 0.0
        try:
            event = self._events.get(timeout=timeout)
            for _ in range(1000):  # so that an endless input can't keep what is ready from being sent
                self._handle(scheduler, event, finished)
                event = self._events.get_nowait()
            self._handle(scheduler, event, finished)
        except queue.Empty:
            pass
        return finished

    def _handle(self, scheduler: Scheduler, event: object, finished: list[tuple[Task, Performed]]) -> None:
        if isinstance(event, _Arrived):
            if not scheduler.stopped:
                scheduler.take(event.position, event.value)
        elif isinstance(event, _Finished):
            finished.append((event.task, event.performed))
        elif isinstance(event, _InputEnded):
            scheduler.input_ended = True
            if event.error is not None:
                scheduler.ending = scheduler.ending or event.error

    def _submit(self, executor: Executor, task: Task) -> None:
        assert task.call is not None
        try:
            future = executor.submit(perform, task.call, self._stop_signal, os.urandom(8).hex())
        except Exception as error:  # a pool that is broken or closed takes nothing: nothing was sent
            unsent = NetworkException(None, f"the executor doesn't take work: {error!r}")
            unsent.fatal, unsent.__cause__ = True, error
            self._events.put(_Finished(task, Performed(error=unsent)))
            return
        future.add_done_callback(lambda done: self._events.put(_Finished(task, _performed(done))))

    def _deliver(self, outcomes: list[Outcome[Any, Any]]) -> None:
        if not outcomes:
            return
        with self._changed:
            for outcome in outcomes:
                self.done += 1
                self.failed += not outcome.ok
                self.maybe_executed += outcome.maybe_executed
                if self._flow.ordered:
                    self._waiting[outcome.index] = outcome
                else:
                    self._ready.append(outcome)
            while self._next_index in self._waiting:
                self._ready.append(self._waiting.pop(self._next_index))
                self._next_index += 1
            self._changed.notify_all()


def _performed(future: Future[Any]) -> Performed:
    """How a call ended; or what happened to the worker that was to make it."""
    if not future.cancelled():
        error = future.exception()
        if error is None:
            performed: Performed = future.result()
            return performed
    else:
        error = None
    lost = NetworkException(None, f"the worker was lost: {error or 'the executor dropped its work'!r}")
    lost.maybe_executed = True
    if isinstance(error, Exception):
        lost.__cause__ = error
    return Performed(error=lost, worker_lost=True)


class _Interrupted(KeyboardInterrupt):
    """Says, when it is shown, how far the run came."""

    def __init__(self, run: Run[Any, Any]) -> None:
        super().__init__()
        self._run = run

    def __str__(self) -> str:
        run = self._run
        of_all = "" if run._flow.total is None else f" of {run._flow.total}"
        return (
            f"stopped after {run.done}{of_all}: {run.done - run.failed} ok, {run.failed} failed, "
            f"{run.maybe_executed} of them maybe executed; nothing is in flight"
        )


class ProgressBar:
    """A progress bar on stderr."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def __call__(self, done: int, total: int | None) -> None:
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Leave it as it is."""
        self._bar.close()


def progress_bar(total: int | None, title: str) -> ProgressBar | None:
    """A bar if somebody sees it and tqdm is there to draw it."""
    if not (sys.stderr and sys.stderr.isatty()):
        return None
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    return ProgressBar(tqdm(total=total, desc=title))
