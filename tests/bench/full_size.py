"""The release's layout at full size, written, loaded split over GPUs and run: python tests/bench/full_size.py --out out.json

    --layers N     only the first N layers of a Flash (a complete folder of that size); 4 fit on any card
    --toy          a model of three narrow layers, in Triton's interpreter where there is no GPU: the rehearsal
    --devices ...  by default all GPUs; one name twice splits over one GPU

Every stage has a time limit, and its result is in the JSON before the next begins: what hangs costs only itself and what
comes behind it. `resident` compares with the model on one device, bit for bit, and is left out where it does not fit.
"""

from __future__ import annotations

import argparse
import datetime
import faulthandler
import json
import multiprocessing
import os
import platform
import shutil
import signal
import statistics
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "fakes"), str(Path(__file__).parents[2])]
# ruff: noqa: E402 - the bench's own files are found first
if "--toy" in sys.argv and not os.path.exists("/proc/driver/nvidia/version"):
    os.environ["TRITON_INTERPRET"] = "1"  # read when kernels are decorated

import torch
from random_release import file_system, plan, write_rest, write_shard

import dsv4lab as lab
from dsv4lab.config import FLASH, Config

ATTENTION_OFF = ("routing", "mixing", "indexer")  # a long prompt: routing, mixing and picks


def toy() -> Config:
    """Three narrow layers, one of each kind, and a draft block; the interpreter is told to be quick."""
    import quick_interpreter
    from small_model import CONFIG

    if os.environ.get("TRITON_INTERPRET") == "1":
        quick_interpreter.once_a_launch()
    return CONFIG.replace(
        vocab_size=300, hidden_size=64, moe_intermediate_size=32, num_hidden_layers=3, hca_rate=4, csa_rate=2,
        layer_kinds=("sliding", "csa", "hca"), routing_kinds=("hash", "learned", "learned"), num_attention_heads=2,
        index_n_heads=4, n_routed_experts=5, num_experts_per_tok=2, num_nextn_predict_layers=1, hc_sinkhorn_iters=3,
    )  # fmt: skip


def flash(layers: int | None) -> Config:
    if layers is None or layers == FLASH.num_hidden_layers:
        return FLASH
    return FLASH.replace(
        num_hidden_layers=layers, layer_kinds=FLASH.layer_kinds[:layers], routing_kinds=FLASH.routing_kinds[:layers]
    )  # fmt: skip


class Report:
    """Stages one after the other, each with a limit; the JSON file is whole after each."""

    def __init__(self, out: Path, seconds: float) -> None:
        self.out, self.ends, self.slower = out, time.monotonic() + seconds, 1.0
        self.values: dict[str, Any] = {"date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
                                       "stages": {}}  # fmt: skip
        signal.signal(signal.SIGALRM, self._late)
        faulthandler.register(signal.SIGUSR1)

    def stage(self, name: str, limit: float, work: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
        """What `work` found, or None where it failed or was late."""
        limit = min(self.slower * limit, self.ends - time.monotonic())
        begun = time.perf_counter()
        print(f"[{name}] begins, at most {limit:.0f} s", flush=True)
        if limit < 2:
            self._write(name, {"left out": "no time left"})
            return None
        # A signal ends what Python is doing; where the driver hangs, only the end of the process does.
        signal.setitimer(signal.ITIMER_REAL, limit)
        hard = threading.Timer(limit + 20, self._end, (name, limit))
        hard.daemon = True
        hard.start()
        found: dict[str, Any] | None = None
        try:
            found = work()
            told = found
        except Exception as error:
            traceback.print_exc()
            told = {"failed": f"{type(error).__name__}: {error}"[:2000]}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            hard.cancel()
        self._write(name, {**told, "stage_seconds": round(time.perf_counter() - begun, 2)})
        return found

    def _late(self, *_: object) -> None:
        raise TimeoutError("the stage's time is up")

    def _end(self, name: str, limit: float) -> None:
        faulthandler.dump_traceback(all_threads=True)
        self._write(name, {"failed": f"still hanging {limit + 20:.0f} s after it began; the process was ended"})
        os._exit(3)

    def _write(self, name: str, told: dict[str, Any]) -> None:
        self.values["stages"][name] = told
        part = self.out.with_suffix(".part")
        part.write_text(json.dumps(self.values, indent=1, default=str))
        part.replace(self.out)
        print(f"[{name}] {json.dumps(told, default=str)}", flush=True)


class Bench:
    """What the stages share."""

    def __init__(self, given: argparse.Namespace, report: Report) -> None:
        self.given, self.report = given, report
        self.config = toy() if given.toy else flash(given.layers)
        self.cuda = torch.cuda.is_available()
        count = torch.cuda.device_count() if self.cuda else 2
        self.devices = given.devices or [f"cuda:{i}" if self.cuda else "cpu" for i in range(count)]
        self.folder = given.folder
        self.copy = 0.0  # bytes a second of the slowest device
        self.model: Any = None
        shards, self.count = plan(self.config)
        self.bytes = sum(stored.bytes for tensors in shards.values() for stored in tensors.values())
        self.writers: Any = None

    def settings(self, **more: Any) -> dict[str, Any]:
        engine: dict[str, Any] = {"engine": "triton"}
        return engine | ({} if self.cuda else {"device": "cpu"}) | more

    def machine(self) -> dict[str, Any]:
        import triton  # pyright: ignore[reportMissingImports]

        out: dict[str, Any] = {
            "python": platform.python_version(), "torch": torch.__version__, "triton": triton.__version__,
            "cores": os.cpu_count(), "devices": self.devices, "layers": self.config.num_hidden_layers,
            "hidden_size": self.config.hidden_size, "experts": self.config.n_routed_experts, "bytes": self.bytes,
            "shards": self.count,
        }  # fmt: skip
        if not self.cuda:
            return out
        out |= {"gpu": torch.cuda.get_device_name(), "free": [torch.cuda.mem_get_info(d)[0] for d in set(self.devices)]}
        rates = []
        for device in sorted(set(self.devices)):
            with torch.cuda.device(device):
                source = torch.randn(1 << 29, device=device).bfloat16()
                target = torch.empty_like(source)
                rates.append(2 * source.nbytes / timed(lambda s=source, t=target: torch.mul(s, 1.0, out=t)))
                if device != self.devices[0]:
                    with torch.cuda.device(self.devices[0]):
                        here = torch.empty(1 << 28, dtype=torch.uint8, device=self.devices[0])
                    there = torch.empty(1 << 28, dtype=torch.uint8, device=device)
                    out["peer_access"] = torch.cuda.can_device_access_peer(self.devices[0], device)
                    out["peer_gb_per_s"] = here.nbytes / timed(lambda h=here, t=there: t.copy_(h)) / 1e9
                del source, target
        torch.cuda.empty_cache()
        self.copy = min(rates)
        return out | {"copy_gb_per_s": [rate / 1e9 for rate in rates]}

    def begin_writing(self) -> None:
        """In processes, forked before there is a CUDA context; `write` waits for them."""
        if self.folder is None or not (self.folder / "config.json").exists():
            self.folder = file_system(round(self.bytes * 1.01), self.folder)
            write_rest(self.folder, self.config)
            numbers = sorted(plan(self.config)[0])
            workers = min(len(numbers), max(1, (os.cpu_count() or 2) - 4), self.given.writers)
            pool = multiprocessing.get_context("fork").Pool(workers)
            jobs = [pool.apply_async(write_shard, (str(self.folder), self.config, number)) for number in numbers]
            pool.close()
            self.writers = pool, jobs, time.perf_counter()

    def warm(self) -> dict[str, Any]:
        """Compile the kernels while the shards are written, with a model of these widths that is drawn on the GPU."""
        if not self.cuda or self.given.toy:
            return {"left out": "no GPU, or a toy"}
        from random_weights import reader

        from dsv4lab.engine.build_weights import build
        from dsv4lab.engine.engine import Engine
        from dsv4lab.loading_ahead import begin

        few = flash(4)
        with torch.cuda.device(self.devices[0]):
            read = reader(few, torch.bfloat16, self.devices[0], quantised=True, seed=0)
            model = Engine(build(few, torch.bfloat16, read))
            model.block_rows = min(64, max(16, 1 << (self.config.num_hidden_layers + 1).bit_length()))
            begin(model)
            model.wait_until_ready()
            assert model.ahead is not None
            told = {"kernels": model.ahead.total, "wrong": model.ahead.wrong}
            # What depends on the room of a text: the longest one's kernels, with a text of that room.
            for tokens, capture in ((self.given.prompt, "standard"), (self.given.prompt, None)):
                for _ in lab.Session(model).stream(self.ids(tokens), max_new_tokens=40, temperature=0, capture=capture):
                    pass
        del model, read
        torch.cuda.empty_cache()
        return told

    def write(self) -> dict[str, Any]:
        if self.writers is None:
            return {"folder": str(self.folder), "left out": "it was there"}
        pool, jobs, begun = self.writers
        done = 0
        for i, job in enumerate(jobs):
            done += job.get()
            if i % 8 == 7:
                print(
                    f"  {done / 1e9:.0f} of {self.bytes / 1e9:.0f} GB, {time.perf_counter() - begun:.0f} s", flush=True
                )
        pool.join()
        spent = time.perf_counter() - begun
        return {"folder": str(self.folder), "bytes": done, "seconds": spent, "gb_per_s": done / spent / 1e9}

    def load(self) -> dict[str, Any]:
        begun = time.perf_counter()
        self.model = lab.load(self.folder, placement="split", **self.settings(device=self.devices))
        spent = time.perf_counter() - begun
        self.model.end_ids = frozenset()  # a text of random weights should not end by chance
        weights = self.model.weights
        return {
            "seconds": spent, "gb_per_s": self.bytes / spent / 1e9, "notes": self.model.notes,
            "stages": [
                [str(stage.device), stage.layers[0], stage.layers[-1], weights.bytes_of(i)]
                for i, stage in enumerate(weights.stages)
            ],
            "bytes_per_token": weights.bytes_per_token(), "memory": self.memory(),
        }  # fmt: skip

    def ids(self, count: int, seed: int = 1) -> list[int]:
        generator = torch.Generator().manual_seed(seed)
        return torch.randint(5, self.config.vocab_size - 1, (count,), generator=generator).tolist()

    def decode(self, capture: Any) -> dict[str, Any]:
        """A prompt and new tokens, twice: the first compiles what is new. Seconds to the first token, tokens a second."""
        new, out = self.given.new, dict[str, Any]()
        for turn in range(2 if self.cuda else 1):
            session, times = lab.Session(self.model), list[float]()
            begun = time.perf_counter()
            for _ in session.stream(self.ids(self.given.prompt), max_new_tokens=new, temperature=0, capture=capture):
                times.append(time.perf_counter())
            ended = time.perf_counter()
            skip = min(32, len(times) // 2)
            rate = (len(times) - skip) / (ended - times[skip - 1])
            assert session.trace is not None
            out[f"turn {turn}"] = {"first_token_seconds": times[0] - begun, "tokens_per_second": rate,
                                   "prefill_seconds": session.trace.run["cost"]["prefill_seconds"]}  # fmt: skip
            out |= {"first_token_seconds": times[0] - begun, "tokens_per_second": rate, "prompt": self.given.prompt,
                    "new": len(times), "checks": [k for k, c in session.trace.run["checks"].items() if not c["ok"]],
                    "ids": session.trace.values("tokens", "id")[-min(new, 20) :].tolist()}  # fmt: skip
            self.kept = session.trace
            out["plan"] = {
                key: session.trace.run["plan"][key] for key in ("prompt_queries", "attention_lists", "groups")
            }
            out["waited_seconds"] = session.trace.run["cost"]["waited_seconds"]
        if self.copy:
            out["share_of_floor"] = out["tokens_per_second"] * self.model.weights.bytes_per_token() / self.copy
        return out | {"capture": str(capture), "memory": self.memory()}

    def long(self) -> dict[str, Any]:
        """A long prompt with routing, mixing and picks, and its seconds; the second time nothing is compiled."""
        tokens, out = self.given.long, dict[str, Any]()
        plan = lab.Plan(groups=ATTENTION_OFF, prompt_queries=max(1, tokens // 64), budget=64 << 30)
        for turn in range(2 if self.cuda else 1):
            session = lab.Session(self.model)
            begun = time.perf_counter()
            trace = session.generate(self.ids(tokens), max_new_tokens=0, capture=plan)
            spent = time.perf_counter() - begun
            out |= {"tokens": tokens, "seconds": spent, f"seconds of turn {turn}": spent,
                    "prefill_seconds": trace.run["cost"]["prefill_seconds"],
                    "queries": len(trace.coordinate("indexer", "query")), "cache_bytes": trace.run["cost"]["cache_bytes"],
                    "checks": [name for name, check in trace.run["checks"].items() if not check["ok"]],
                    "memory": self.memory()}  # fmt: skip
        return out

    def compare(self, other: Any, layers: int) -> dict[str, Any]:
        """Streams after every one of the first layers, and the choices of the last of them, of both models."""
        ids = torch.tensor([self.ids(min(self.given.prompt, 300), seed=7)])
        last = layers - 1
        names = [*(f"streams.{i}" for i in range(layers)), f"layers.{last}.ffn.routing.experts",
                 f"layers.{last}.ffn.routing.weights", f"layers.{last}.attn.out"]  # fmt: skip
        mine, theirs = self.model.read_points(ids, names), other.read_points(ids, names)
        equal = {name: torch.equal(mine[name].cpu(), theirs[name].cpu()) for name in names}
        finite = bool(mine[f"streams.{last}"].isfinite().all())
        return {"layers": layers, "equal": all(equal.values()), "finite": finite,
                "different": [name for name, same in equal.items() if not same]}  # fmt: skip

    def slice(self) -> dict[str, Any]:
        """The first layers loaded by themselves on the last device equal the split model's."""
        count = min(self.given.slice, self.config.num_hidden_layers)
        part = lab.load(
            self.folder, layers=range(count), placement="resident", **self.settings(device=self.devices[-1])
        )
        try:
            return self.compare(part, count)
        finally:
            del part
            self.free()

    def streamed(self) -> dict[str, Any]:
        """One layer at a time through the last device: a prompt in one pass, the same streams as the split model's."""
        self.free()
        device = self.devices[-1]
        before = torch.cuda.memory_allocated(device) if self.cuda else 0
        model = lab.load(self.folder, placement="streamed", **self.settings(device=device))
        try:
            same = self.compare(model, min(self.given.slice, self.config.num_hidden_layers))
            if self.cuda:
                torch.cuda.reset_peak_memory_stats(device)
            ids = torch.tensor([self.ids(self.given.streamed)])
            out: dict[str, Any] = {"compared": same, "tokens": self.given.streamed, "chunk": model.chunk}
            for name, body in (("streamed", model), ("split", self.model)):
                begun = time.perf_counter()
                body(ids, last_only=True).cpu()
                out[f"{name} seconds"] = time.perf_counter() - begun
                if name == "streamed" and self.cuda:
                    out["peak_gb_beside_the_split_model"] = (torch.cuda.max_memory_allocated(device) - before) / 1e9
            return out | {"gb_per_s": self.bytes / out["streamed seconds"] / 1e9}
        finally:
            model.weights.layers.close()
            del model
            self.free()

    def resident(self) -> dict[str, Any]:
        """Where it fits: the whole model on one device, its trace and its speed."""
        if self.cuda and self.bytes + (8 << 30) > torch.cuda.mem_get_info(self.devices[-1])[0]:
            return {"left out": "it does not fit beside the split model"}
        split, kept = self.model, None
        self.decode("standard")
        kept = self.kept
        self.model = lab.load(self.folder, placement="resident", **self.settings(device=self.devices[-1]))
        self.model.end_ids = frozenset()
        try:
            found = self.decode("standard")
            different = [
                f"{group} {name}"
                for group in kept.groups
                for name in kept.variables(group)
                if kept.values(group, name).tobytes() != self.kept.values(group, name).tobytes()
            ]
            fast = self.decode(None)
            return {"equal": not different, "different": different, "standard": found, "none": fast}
        finally:
            self.model = split
            self.free()

    def memory(self) -> list[dict[str, float]]:
        if not self.cuda:
            return []
        return [
            {"allocated_gb": torch.cuda.memory_allocated(d) / 1e9, "peak_gb": torch.cuda.max_memory_allocated(d) / 1e9}
            for d in sorted(set(self.devices))
        ]

    def free(self) -> None:
        import gc

        gc.collect()
        if self.cuda:
            torch.cuda.empty_cache()


def timed(call: Callable[[], Any]) -> float:
    """Median seconds of a call on the current device."""
    times = []
    for _ in range(6):
        torch.cuda.synchronize()
        begun = time.perf_counter()
        call()
        torch.cuda.synchronize()
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("full_size.json"))
    parser.add_argument("--layers", type=int, help="only so many layers of a Flash")
    parser.add_argument("--toy", action="store_true")
    parser.add_argument("--devices", nargs="*")
    parser.add_argument("--folder", type=Path, help="where the shards are or go; by default a new memory file system")
    parser.add_argument("--keep", action="store_true", help="leave the shards there")
    parser.add_argument("--writers", type=int, default=24, help="processes that write, at most")
    parser.add_argument("--prompt", type=int, default=600)
    parser.add_argument("--new", type=int, default=200)
    parser.add_argument("--long", type=int, default=65_536)
    parser.add_argument("--streamed", type=int, default=8192, help="tokens of the prompt that is streamed")
    parser.add_argument("--slice", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=540, help="of all stages together")
    parser.add_argument("--only", nargs="*", help="stages; writing and loading always are")
    given = parser.parse_args()
    report = Report(given.out, given.seconds)
    bench = Bench(given, report)
    if given.toy and not bench.cuda:
        report.slower = 10.0  # the interpreter
    wanted = set(given.only or ("warm", "none", "standard", "slice", "long", "streamed", "resident"))
    try:
        bench.begin_writing()
        report.stage("machine", 60, bench.machine)
        if "warm" in wanted:
            report.stage("warm", 200, bench.warm)
        if report.stage("write", 240, bench.write) is None or report.stage("load", 180, bench.load) is None:
            return
        for name, limit, work in (
            ("none", 90, lambda: bench.decode(None)), ("standard", 120, lambda: bench.decode("standard")),
            ("slice", 60, bench.slice), ("long", 150, bench.long), ("streamed", 120, bench.streamed),
            ("resident", 150, bench.resident),
        ):  # fmt: skip
            if name in wanted:
                report.stage(name, limit, work)
                bench.free()
    finally:
        if bench.writers is not None:
            bench.writers[0].terminate()
        if bench.folder is not None and not given.keep and given.folder is None:
            for file in bench.folder.iterdir():
                file.unlink() if file.is_file() else shutil.rmtree(file)


if __name__ == "__main__":
    main()
