"""Who reads: processes of this machine, or the workers of a Dask scheduler.

A way takes batches and yields their answers as they come, in any order. It holds only a few
batches at a time, however many there are, and a worker that dies takes nothing with it: what it
had is read again one document at a time, and the one that kills its reader is refused.
"""

from __future__ import annotations

import os
import signal
import threading
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import Any, Final

from luoshi_reader.corpus.given import Answer, Batch, singly
from luoshi_reader.corpus.reading import broken, read_batch
from luoshi_reader.version import reader_version

Way = Callable[[Iterable[Batch]], Iterator[Answer]]
#: Yields answers with at most so many batches under way; returns those that were lost.
Attempting = Generator[Answer, None, list[Batch]]
Attempt = Callable[[Iterator[Batch], int], Attempting]
#: Batches under way for each worker: one that is read, one that waits.
AHEAD: Final = 2
_SECONDS_TO_CONNECT: Final = 15
_DIED: Final = "读取进程意外中止，可能内存不足"


class NoWorkers(Exception):  # noqa: N818 - it names the state of things, not a fault of ours
    """The scheduler cannot be used; the text is a Chinese sentence that says what to do."""


def processes(workers: int) -> Way:
    """Return the way by `workers` processes of this machine."""
    return partial(_patiently, partial(_in_pool, workers), AHEAD * workers)


def _patiently(attempt: Attempt, window: int, batches: Iterable[Batch]) -> Iterator[Answer]:
    """Yield answers; what was lost with its reader is read alone, and refused if lost again."""
    waiting = iter(batches)
    while lost := (yield from attempt(waiting, window)):
        suspects = chain.from_iterable(map(singly, lost))
        while guilty := (yield from attempt(suspects, 1)):
            for batch in guilty:
                yield Answer(reader_version(), tuple(broken(given, _DIED) for given in batch))


def _in_pool(workers: int, batches: Iterator[Batch], window: int) -> Attempting:
    # Not forked: this process has threads (the progress bar, Arrow's), and a fork of those hangs.
    context = get_context("spawn")
    under_way: dict[Future[Answer], Batch] = {}
    with ProcessPoolExecutor(workers, context, initializer=_end_with_parent) as pool:
        try:
            for batch in batches:
                under_way[_submitted(pool, batch)] = batch
                if len(under_way) >= window:
                    yield from _finished(under_way)
            while under_way:
                yield from _finished(under_way)
        except BrokenProcessPool:
            return list(under_way.values())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    return []


def _submitted(pool: ProcessPoolExecutor, batch: Batch) -> Future[Answer]:
    """Hand a batch over; a pool that is broken already answers so, and the batch is not lost."""
    try:
        return pool.submit(read_batch, batch)
    except BrokenProcessPool as died:
        gone: Future[Answer] = Future()
        gone.set_exception(died)
        return gone


def _finished(under_way: dict[Future[Answer], Batch]) -> Iterator[Answer]:
    """Wait for the next answers; a batch leaves the books only with its answer in hand."""
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        answer = future.result()
        del under_way[future]
        yield answer


def _end_with_parent() -> None:
    """End this worker when the process that started it is gone, and leave Ctrl-C to that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive_not, args=(parent,), daemon=True).start()


def _outlive_not(parent: Any) -> None:
    parent.join()
    os._exit(1)


def scheduler(address: str) -> Way:
    """Return the way by the workers of a Dask scheduler at `address`, such as tcp://host:8786.

    The documents go to the workers and the facts come back over the scheduler's connections: the
    workers need luoshi-reader[corpus], and no folder in common.
    """
    return partial(_on_cluster, address=address)


def _on_cluster(batches: Iterable[Batch], address: str) -> Iterator[Answer]:
    from distributed import Client  # noqa: PLC0415 - only this way needs it

    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as failed:
        sentence = f"连不上调度器 {address}（{failed}），请核对地址，并确认 dask scheduler 已启动。"
        raise NoWorkers(sentence) from failed
    with client, warnings.catch_warnings():
        # A batch is the work itself; that it is large is no mistake.
        warnings.filterwarnings("ignore", message="Sending large graph")
        workers = sum(client.nthreads().values())
        if not workers:
            sentence = f"调度器 {address} 没有工作节点，请先启动 dask worker {address}。"
            raise NoWorkers(sentence)
        yield from _patiently(partial(_gathered, client), AHEAD * workers, batches)


def _gathered(client: Any, batches: Iterator[Batch], window: int) -> Attempting:
    from distributed import as_completed  # noqa: PLC0415 - as above

    under_way: dict[Any, Batch] = {}
    lost: list[Batch] = []
    coming = as_completed(loop=client.loop)

    def send(some: Iterable[Batch]) -> None:
        for batch in some:
            future = client.submit(read_batch, batch, pure=False)
            under_way[future] = batch
            coming.add(future)

    send(islice(batches, window))
    for future in coming:
        batch = under_way.pop(future)
        if future.status == "finished":
            yield future.result()
        else:
            _must_be_lost(future)
            lost.append(batch)
        send(islice(batches, 1))
    return lost


def _must_be_lost(future: Any) -> None:
    """Stop the run where a batch failed for another reason than that its worker died."""
    from distributed import KilledWorker  # noqa: PLC0415 - as above

    if future.status != "error":
        raise NoWorkers("与调度器的连接断了。已读的部分都已保存，恢复后再运行一次即可继续。")
    failure = future.exception()
    if not isinstance(failure, KilledWorker):
        sentence = (
            f"工作节点不能识读（{failure}），请在各节点安装相同版本的 luoshi-reader[corpus]。"
        )
        raise NoWorkers(sentence) from failure
