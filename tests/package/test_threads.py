"""A pool that does its work although it, or the process, is closing."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
import torch

from dsv4lab.threads import Threads, one_thread, thread_for_small_work


def test_work_after_the_end_is_done_by_whoever_hands_it_in():
    pool = Threads(1)
    assert pool.submit(divmod, 7, 2).result() == (3, 1)
    pool.shutdown()
    assert pool.submit(divmod, 7, 2).result() == (3, 1) and list(pool.map(abs, [-1, 2])) == [1, 2]
    with pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 7, 0).result()


def test_work_while_the_process_ends_is_done_too():
    code = (
        "import atexit\n"
        "from dsv4lab.threads import Threads\n"
        "pool = Threads(2)\n"
        "pool.submit(int).result()\n"
        "atexit.register(lambda: print(list(pool.map(abs, [-1, 2]))))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[1, 2]\n", "")


def test_small_work_is_not_shared_and_other_threads_keep_their_number():
    before, seen = torch.get_num_threads(), []
    torch.set_num_threads(3)
    try:
        thread_for_small_work(lambda: seen.append(torch.get_num_threads()), "small").join()
        assert seen == [1] and torch.get_num_threads() == 3
        other = threading.Thread(target=lambda: seen.append(torch.get_num_threads()))
        other.start()
        other.join()
        assert seen == [1, 3]
    finally:
        torch.set_num_threads(before)


def test_two_threads_with_small_work_each_use_one_and_get_their_own_number_back():
    before, seen = torch.get_num_threads(), []
    asked, inside, left = threading.Event(), threading.Event(), threading.Event()

    def other() -> None:
        seen.append(torch.get_num_threads())
        asked.set()
        inside.wait(10)
        with one_thread(True), one_thread(True):
            seen.append(torch.get_num_threads())
            left.wait(10)
        seen.append(torch.get_num_threads())

    torch.set_num_threads(3)
    try:
        thread = threading.Thread(target=other)
        thread.start()
        assert asked.wait(10)
        with pytest.raises(ZeroDivisionError), one_thread(True):
            inside.set()
            while len(seen) < 2:
                left.wait(0.001)
            assert torch.get_num_threads() == 1
            _ = 1 / 0
        assert torch.get_num_threads() == 3, "the first to come is the first to leave"
        left.set()
        thread.join()
        assert seen == [3, 1, 3]
    finally:
        torch.set_num_threads(before)
