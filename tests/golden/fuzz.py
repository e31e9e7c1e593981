"""Thousands of random reference cases: the core's answers against by_hand.py.

    cargo build -p downhill --bin evaluate
    python tests/golden/fuzz.py --cases 2000 --seed 1 [--core target/debug/evaluate] [--only FAMILY] [--keep DIR]

Prints, for each kind of answer, how near the worst case came to its tolerance, and every case that missed one; leaves with
status 1 if any did. Needs numpy only. `--keep` writes the cases that missed, as files that the core reads.
"""

import argparse
import collections
import json
import math
import pathlib
import re
import subprocess
import sys

import numpy as np

import by_hand

LOSSES = ["mse", "half_mse", "mae", "huber", "bce_logits", "softmax_ce"]
KINDS = ["none", "preact", "postact", "preact2"]
ACTIVATIONS = [name for name in by_hand.ACTIVATIONS if name != "step"]
TOLERANCES = {"loss": 1e-4, "predictions": 1e-4, "layers": 1e-4, "grad": 5e-4, "grid": 5e-4, "optimizers": 2e-2,
              "hessian": 1e-2, "directions": 1e-3, "pca": 1e-3}
# Beyond these f32 is at its end; a core may answer with what it sees there: 0, "inf" or "nan".
SMALLEST, LARGEST = 1.2e-38, 1e38


class Draw:
    """Random parts of cases."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        # Half of the cases hold numbers that f32 has exactly, half plain decimals that it has to round.
        self.exact = self.chance(0.5)

    def chance(self, share):
        return self.random.random() < share

    def one(self, items):
        return items[self.random.integers(len(items))]

    def whole(self, low, high):
        return int(self.random.integers(low, high + 1))

    def numbers(self, values):
        values = np.asarray(values)
        return np.float32(values).astype(float).tolist() if self.exact else np.round(values, 6).tolist()

    def widths(self, depth, most):
        style, inputs, outputs = self.one(["even", "even", "uneven", "pairs"]), self.whole(1, 9), self.whole(1, 5)
        width = self.whole(1, most)
        hidden = [width] * (depth - 1)
        if style == "uneven":
            hidden = [self.one([width, width, self.whole(1, most)]) for _ in hidden]
        if style == "pairs":
            hidden = [self.one([width, width + 1]) if index % 2 else width for index in range(depth - 1)]
        return [inputs, *hidden, outputs]

    def parameters(self, network, scale):
        params = []
        for fan_in, fan_out in zip(network.n, network.n[1:]):
            count = fan_in * fan_out
            normal = lambda variance: list(self.random.normal(0, math.sqrt(variance), count))
            if scale == "fan_in":
                params += list(self.random.uniform(-1, 1, count + fan_out) / math.sqrt(fan_in))
                continue
            if scale == "unit":
                params += list(self.random.uniform(0, 1, count))
            elif scale == "mixed":
                params += list(self.random.normal(0, self.one([0.3, 1, 2]), count))
            else:
                params += normal({"he": 2 / fan_in, "xavier": 2 / (fan_in + fan_out), "large": 4 / fan_in, "wild": 9 / fan_in}[scale])
            params += [0.0] * fan_out if self.chance(0.5) else list(self.random.normal(0, 0.2, fan_out))
        if network.learned:
            params += list(self.random.normal(0.5, 0.5, len(network.block)))
        return self.numbers(params)

    def case(self, depth, most=12, rows=None, scales=("fan_in", "fan_in", "he", "xavier", "mixed"), kinds=KINDS):
        widths = self.widths(depth, most)
        kind = self.one(kinds)
        model = {"widths": widths, "activation": self.one(ACTIVATIONS), "leaky_slope": self.one([0.01, 0.125, 0.5]),
                 "residual": {"kind": kind, "alpha": 1.0, "learn_alpha": self.chance(0.3)}}
        blocks = len(by_hand.Network({"model": model}).block)
        alphas = [1.0, 0.5, "1/sqrt(B)", "1/sqrt(B)", "1/B", self.numbers(self.random.uniform(-0.5, 1, blocks))]
        model["residual"]["alpha"] = self.one(alphas)
        loss = {"kind": self.one(LOSSES), "delta": self.one([0.25, 1.0, 2.0])}
        rows = rows or self.one([1, 2, 3, 7, 8, 9, 20, 63, 64, 65, self.whole(1, 200)])
        x = self.random.normal(0, self.one([0.3, 1, 1, 3]), (rows, widths[0]))
        if self.chance(0.2):
            x[self.random.integers(rows, size=rows // 2)] = x[0]
        outputs = widths[-1]
        if loss["kind"] == "softmax_ce":
            y = [self.whole(0, outputs - 1) for _ in range(rows)]
        elif loss["kind"] == "bce_logits":
            y = self.random.integers(0, 2, (rows, outputs)).tolist()
        else:
            y = self.numbers(self.random.normal(0, 1, (rows, outputs)))
        if outputs == 1 and loss["kind"] != "softmax_ce" and self.chance(0.3):
            y = [row[0] for row in y]
        case = {"name": "fuzz", "model": model, "loss": loss, "data": {"x": self.numbers(x), "y": y}, "requests": {"layers": True}}
        case["params"] = self.parameters(by_hand.Network(case), self.one(scales))
        return case

    def axis(self, most=4):
        return self.numbers(self.random.uniform(-1.5, 1.5, self.whole(1, most)))

    def optimizer(self, rows):
        kind = self.one(["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"])
        rate = {"adagrad": [0.01, 0.1], "rmsprop": [0.001, 0.01], "adam": [0.001, 0.01, 0.1], "adamw": [0.001, 0.01]}.get(kind, [0.001, 0.01, 0.1])
        request = {"kind": kind, "lr": self.one(rate), "steps": self.whole(0, 10)}
        options = {"weight_decay": self.one([0.0, 0.01, 0.1])}
        if kind in ("sgd", "momentum"):
            options |= {"momentum": self.one([0.5, 0.9]), "dampening": self.one([0.0, 0.5])}
        if kind == "sgd" and self.chance(0.3):
            options |= {"nesterov": True, "momentum": 0.8, "dampening": 0}
        if kind == "adagrad":
            options |= {"lr_decay": 0.1, "initial_accumulator_value": 0.1, "eps": 1e-8}
        if kind == "rmsprop":
            options |= {"alpha": 0.9, "eps": 1e-6, "momentum": 0.5, "centered": self.chance(0.5)}
        if kind in ("adam", "adamw"):
            options |= {"betas": self.one([[0.8, 0.95], [0.0, 0.9]]), "eps": 1e-6, "amsgrad": self.chance(0.5)}
        for key, value in options.items():
            if self.chance(0.4) or ("nesterov" in options and key in ("nesterov", "momentum", "dampening")):
                request[key] = value
        if rows and self.chance(0.5):
            request["batches"] = [[self.whole(0, rows - 1) for _ in range(self.whole(1, 9))] for _ in range(self.whole(1, 4))]
        return request

    def requests(self, size, rows, is_network=True):
        requests = {"layers": True}
        if self.chance(0.6):
            norms = ["filter", "none"] if is_network else ["none"]
            requests["directions"] = {"raw": self.numbers(self.random.normal(0, 1, (2, size)))}
            for key, values in (("norm", norms), ("bias", ["zero", "row", "keep"] if is_network else ["keep"])):
                if self.chance(0.8):
                    requests["directions"][key] = self.one(values)
            if self.chance(0.7):
                requests["grid"] = {"a": self.axis(), "b": self.axis()}
        if self.chance(0.6):
            requests["optimizers"] = [self.optimizer(rows) for _ in range(self.whole(1, 3))]
        if self.chance(0.5):
            pca = {"k": self.whole(1, min(size, 3)), "centre": self.one(["last", "mean"])}
            walks = [at for at, request in enumerate(requests.get("optimizers", [])) if request["steps"] >= 4]
            if walks and self.chance(0.6):
                pca["optimizer"] = self.one(walks)
            else:
                pca["trajectory"] = self.numbers(np.cumsum(self.random.normal(0, 0.3, (self.whole(4, 12), size)), axis=0))
            if pca["k"] >= 2 and self.chance(0.5):
                pca |= {"a": self.axis(3), "b": self.axis(3)}
            requests["pca"] = pca
        return requests


def surface_case(draw):
    case = {"name": "fuzz", "model": {"function": draw.one(list(by_hand.Surface.FORMULAS))}, "params": draw.numbers(draw.random.uniform(-2, 2, 2))}
    case["requests"] = draw.requests(2, 0, is_network=False)
    for request in case["requests"].get("optimizers", []):
        request["lr"] = min(request["lr"], 1e-3)
    return case


def requests_case(draw):
    case = draw.case(draw.whole(1, 6), most=8)
    case["requests"] = draw.requests(len(case["params"]), len(case["data"]["x"]))
    return case


def hessian_case(draw):
    smooth = draw.case(draw.whole(1, 4), most=6)
    if smooth["model"]["activation"] in ("relu", "leaky_relu", "elu"):
        smooth["model"]["activation"] = "tanh"
    if smooth["loss"]["kind"] in ("mae", "huber"):
        smooth["loss"]["kind"] = "mse"
    smooth["requests"] = {"hessian": True}
    return smooth


FAMILIES = {
    "shallow": lambda draw: draw.case(draw.whole(1, 8)),
    "deep": lambda draw: draw.case(draw.whole(20, 100), most=10, scales=("fan_in", "he", "xavier")),
    "strong": lambda draw: draw.case(draw.whole(2, 60), most=16, scales=("large", "wild", "unit")),
    "scaled": lambda draw: draw.case(draw.whole(30, 100), most=16, scales=("he", "fan_in"), kinds=["preact", "postact", "preact2"]),
    "wide": lambda draw: draw.case(draw.whole(1, 4), most=130, scales=("he", "fan_in")),
    "requests": requests_case,
    "surface": surface_case,
    "hessian": hessian_case,
}


def number(value):
    return float({"inf": math.inf, "-inf": -math.inf, "nan": math.nan}.get(value, value) if isinstance(value, str) else value)


def flat(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [entry for item in value for entry in flat(item)]
    return [number(value)]


def error_of(got, expected):
    """|got - expected| / |expected|, 0 where f32 ends and the core says so."""
    got, expected = np.array(flat(got)), np.array(flat(expected))
    if got.shape != expected.shape:
        return math.inf
    if not got.size:
        return 0.0
    if not np.all(np.isfinite(expected)) or np.max(np.abs(expected), initial=0) > LARGEST:
        return 0.0 if not np.all(np.isfinite(got)) or np.max(np.abs(got)) > 1e30 else math.inf
    if min(np.max(np.abs(got)), np.max(np.abs(expected))) == 0 and max(np.max(np.abs(got)), np.max(np.abs(expected))) < 1e-15:
        return 0.0  # Terms that cancel: an exact 0 in one sum is a rounding error in the other.
    got = np.where((got == 0) & (np.abs(expected) < SMALLEST), expected, got)
    scale = np.max(np.abs(expected), initial=0)
    difference = np.linalg.norm((got - expected) / (scale or 1.0))
    if difference == 0:
        return 0.0
    return difference / np.linalg.norm(expected / scale) if scale else math.inf


def compare(path, got, expected, seen):
    """Calls `seen(path, error / tolerance)` for every answer."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            if not isinstance(got, dict) or key not in got:
                seen(f"{path}{key} is missing", math.inf)
            else:
                compare(f"{path}{key}.", got[key], value, seen)
        return
    if isinstance(expected, list) and expected and isinstance(expected[0], dict):
        for index, value in enumerate(expected):
            compare(f"{path}{index}.", got[index], value, seen)
        return
    path = path.rstrip(".")
    if path.endswith("top_vector") and np.dot(got, expected) < 0:
        # The sign is a convention, and no convention holds between entries of equal size.
        sizes = np.sort(np.abs(expected))
        got = [-entry for entry in got] if sizes[-1] - sizes[-2] < 1e-6 else got
    parts = path.split(".")
    kind = "grid" if "grid" in parts else parts[0]
    if path.endswith("log10_grad_norm"):
        below = expected is None or expected < math.log10(SMALLEST)
        above = expected is not None and expected > math.log10(LARGEST)
        if expected is None or got is None and expected < -15:
            return seen(path, 0.0)
        if got is None or isinstance(got, str):
            return seen(path, 0.0 if below or above else math.inf)
        return seen(path, 0.0 if expected is None else abs(got - expected) / TOLERANCES["layers"] / max(1, abs(expected)))
    if kind not in TOLERANCES:
        return seen(path, 0.0 if np.array_equal(got, expected) else math.inf)
    seen(path, error_of(got, expected) / TOLERANCES[kind])


def trim(expected):
    """Leaves out what no two implementations can agree on: directions of equal eigenvalues, eigenvalues lost beside others."""
    if "pca" in expected:
        pca = expected["pca"]
        ratio = list(pca.get("ratio", [math.nan]))
        known = [at for at, share in enumerate(ratio) if share > 1e-9 and all(abs(share - other) > 0.02 * share for i, other in enumerate(ratio) if i != at)]
        if not all(map(math.isfinite, ratio)):
            expected["pca"] = {"centre": pca["centre"]}
        elif len(known) < len(ratio):
            expected["pca"] = {"ratio": pca["ratio"], "centre": pca["centre"]}
    if "hessian" in expected:
        hessian = expected["hessian"]
        values = hessian.pop("values")
        ends = [abs(hessian["top"]), abs(hessian["bottom"])]
        if len(values) > 400:
            hessian.pop("trace")
        if len(values) > 400 or len(values) > 1 and values[-1] - values[-2] < 0.02 * max(ends):
            hessian.pop("top_vector")
        lost = 1e-6 * max(*ends, 1e-3)
        gone = {name for name in ("top", "bottom", "trace") if abs(hessian.get(name, math.inf)) < lost}
        for name in gone | ({"ratio"} if min(ends) < lost else set()):
            hessian.pop(name)
    for layer in expected.get("layers", []):
        # Rows that differ by less than rounding: what is left of their deviation is noise in float64 too.
        for name in ("z_std", "h_std", "h_sample_std"):
            if layer[name] < 1e-11 * layer[f"{name[0]}_rms"]:
                layer.pop(name)
    return expected


def is_chaotic(case, expected):
    """Whether float64 itself cannot tell: a change in the sixteenth digit of the weights changes the answers."""
    if case["model"].get("activation") != "sin" or len(case["model"]["widths"]) < 20:
        return False
    turns = 1 + 2e-16 * np.random.default_rng(0).choice([-1, 1], len(case["params"]))
    moved = by_hand.evaluate({**case, "params": (np.array(case["params"]) * turns).tolist()})
    return any(error_of(moved[name], expected[name]) > 1e-6 for name in ("grad", "predictions", "loss"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--core", default="target/debug/evaluate")
    parser.add_argument("--only", choices=FAMILIES)
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    np.seterr(all="ignore")
    worst, missed, in_double, count, chaotic = collections.defaultdict(lambda: (0.0, "")), collections.Counter(), collections.Counter(), 0, 0
    for index in range(arguments.cases):
        family = arguments.only or list(FAMILIES)[index % len(FAMILIES)]
        name = f"{family} {arguments.seed}.{index}"
        case = FAMILIES[family](Draw([arguments.seed, index]))
        done = subprocess.run([arguments.core], input=json.dumps(case), capture_output=True, text=True)
        if done.returncode != 0:
            missed[f"{family}: no answer"] += 1
            print(f"{name}: {done.stderr.strip()[:200]}")
            continue
        misses = []

        def seen(path, error):
            nonlocal count
            count += 1
            error = math.inf if math.isnan(error) else error
            kind = f"{family}: " + ".".join(part for part in path.split(".") if not part.isdigit())
            worst[kind] = max(worst[kind], (error, name))
            if error > 1:
                misses.append((path, error))
                missed[kind] += 1

        expected, got = by_hand.evaluate(case), json.loads(done.stdout)
        if is_chaotic(case, expected):
            chaotic += 1
            continue
        in_double.update(f"{family}: {re.sub('[0-9]+', '', name)}" for name in got.get("in_double", []))
        compare("", got, trim(expected), seen)
        if misses:
            model = case["model"]
            about = model.get("function") or f"{model['activation']} {case['loss']['kind']} {model['residual']['kind']} {model['residual']['alpha']} depth {len(model['widths']) - 1} width {model['widths'][1]} rows {len(case['data']['x'])}"
            print(f"{name} ({about}): " + ", ".join(f"{path} {error:.3g}" for path, error in misses[:4]) + f" ({len(misses)} in all)")
            if arguments.keep:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{name.replace(' ', '_')}.json").write_text(json.dumps(case))
    print(f"\n{chaotic} cases left out, where float64 itself cannot tell")
    print("answered in double precision, because f32 cannot: " + ", ".join(f"{name} {times}" for name, times in in_double.most_common()))
    print(f"{count} answers of {arguments.cases} cases; worst error in units of its tolerance:")
    for kind, (error, name) in sorted(worst.items(), key=lambda item: -item[1][0])[:40]:
        print(f"  {error:9.3g}  {kind}  ({name}; {missed[kind]} missed)")
    return 1 if missed else 0


sys.exit(main())
