"""Where the calls are made: in threads of the run, or of an executor in this or another process."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zuora_sdk._throttle import throttled
from zuora_sdk._transport import Transport
from zuora_sdk._urllib3_transport import Urllib3Transport
from zuora_sdk.api_client import ApiClient, Middleware
from zuora_sdk.configuration import Configuration
from zuora_sdk.models.base import ZuoraModel


class Performed(NamedTuple):
    """How a call ended."""

    value: Any = None
    error: Exception | None = None
    worker_lost: bool = False
    """Whether it wasn't the call that failed, but the place where it was made."""


class StopSignal:
    """Tells calls that wait for a free slot to give up. In another process it never comes."""

    def __init__(self) -> None:
        self._set = False

    def set(self) -> None:
        """Stop them."""
        self._set = True

    def is_set(self) -> bool:
        """Whether they should."""
        return self._set

    def __reduce__(self) -> tuple[Any, ...]:
        return StopSignal, ()


def perform(call: Callable[[], Any], stop: StopSignal, unique: str) -> Performed:
    """Make a call within the client's limits. `unique` keeps Dask from taking equal calls for one."""
    with throttled(stop):
        try:
            return Performed(call())
        except Exception as error:
            return Performed(error=error)


@dataclass(frozen=True)
class ClientSpec:
    """All that another process needs to make the same client."""

    name: str
    configuration: Configuration
    transport: Transport | None
    middleware: tuple[Middleware, ...]
    default_headers: Mapping[str, str]


class ClientHandle:
    """A client that travels: itself in this process, in another one a client with the same settings.

    There it is made on first use and kept, with connections of its own.
    """

    _made: dict[str, ApiClient] = {}  # noqa: RUF012 - the clients that were made in this process
    _making = threading.Lock()

    def __init__(self, client: ApiClient, name: str = "") -> None:
        self.client = client
        self._name = name or f"{os.getpid():x}-{id(self):x}-{time.time_ns():x}"

    def __reduce__(self) -> tuple[Any, ...]:
        client = self.client
        own_transport = None if isinstance(client.transport, Urllib3Transport) else client.transport
        spec = ClientSpec(
            self._name, client.configuration, own_transport, client.middleware, dict(client.default_headers)
        )
        return ClientHandle._restore, (spec,)

    @classmethod
    def _restore(cls, spec: ClientSpec) -> ClientHandle:
        with cls._making:
            client = cls._made.get(spec.name)
            if client is None:
                while len(cls._made) >= 8:  # of earlier runs of a long-lived worker
                    del cls._made[next(iter(cls._made))]
                client = ApiClient(spec.configuration, transport=spec.transport, middleware=spec.middleware)
                client.default_headers = dict(spec.default_headers)
                cls._made[spec.name] = client
        return cls(client, spec.name)


@dataclass(frozen=True)
class ApiMethod:
    """A method of an API class, to be called in any process."""

    handle: ClientHandle
    api: type[Any]
    name: str

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return getattr(self.api(self.handle.client), self.name)(*arguments, **options)


@dataclass(frozen=True)
class SendBody:
    """Sends a body as it stands in the journal: every attempt sends the same bytes."""

    method: ApiMethod
    model: type[ZuoraModel]
    body: bytes
    options: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self) -> Any:
        return self.method(self.model.from_json(self.body), **self.options)


@dataclass(frozen=True)
class CallFunction:
    """Calls a function with one input."""

    function: Callable[..., Any]
    value: Any
    options: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self) -> Any:
        return self.function(self.value, **self.options)


class DaemonThreads(Executor):
    """Threads that don't keep the program from ending, as those of `ThreadPoolExecutor` do."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._threads: list[threading.Thread] = []
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call it in one of the threads."""
        future: Future[Any] = Future()

        def run() -> None:
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as error:
                    future.set_exception(error)
                else:
                    future.set_result(result)

        self._tasks.put(run)
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._most:
            name = f"zuora-bulk_{len(self._threads)}"
            self._threads.append(threading.Thread(target=self._work, name=name, daemon=True))
            self._threads[-1].start()
        return future

    def _work(self) -> None:
        while task := self._tasks.get():
            task()
            del task  # it holds the result, which may be large, while the next one is awaited
            self._idle.release()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the threads when they are done."""
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
