"""numpy, jax and torch on one thread: reads one request a line, answers with CPU milliseconds and values, both as JSON.

Surfaces go through several points at once, [point][unit][row] or [point][row][unit]; the fastest of a few ways is taken.
Training is jax alone, whole runs compiled.
"""

import importlib
import itertools
import json
import os
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"

import numpy as np


def loss_of(xp, phi, workload, units_first, params, x, y):
    """Loss for each parameter vector of `params` [point][parameter] over the rows x, y."""
    value, at = (x.T if units_first else x)[None], 0
    widths = workload["widths"]
    for layer, (fan_in, fan_out) in enumerate(zip(widths, widths[1:])):
        weights = params[:, at : at + fan_in * fan_out].reshape(-1, fan_out, fan_in)
        at += fan_in * fan_out
        biases = params[:, at : at + fan_out]
        at += fan_out
        if units_first:
            value = xp.matmul(weights, value) + biases[:, :, None]
        else:
            value = xp.matmul(value, weights.swapaxes(-1, -2)) + biases[:, None, :]
        if layer < len(widths) - 2:
            value = phi(value)
    if units_first:
        value = value.swapaxes(-1, -2)
    if workload["loss"] == "mse":
        return ((value[..., 0] - y) ** 2).mean(-1)
    greatest = value.max(-1)[0] if xp.__name__ == "torch" else value.max(-1)
    total = xp.log(xp.exp(value - greatest[..., None]).sum(-1)) + greatest
    return (total - value[:, np.arange(len(y)), y]).mean(-1)


def arrays(workload, numbers):
    x = np.asarray(numbers["inputs"], np.float32).reshape(workload["rows"], -1)
    y = np.asarray(numbers["targets"], np.float32 if workload["loss"] == "mse" else np.int64)
    return x, y, *(np.asarray(numbers[name], np.float32) for name in ("params", "d1", "d2"))


def in_chunks(points, size):
    """A function of all coordinates from one of `size` coordinates; the last chunk may be smaller."""
    return lambda a, b: np.concatenate([points(a[at : at + size], b) for at in range(0, len(a), size)])


def fastest(workload, ways):
    """The way that needs the least CPU time for a row of the grid, after a first call that compiles."""
    axis = np.linspace(-1, 1, workload["grid"], dtype=np.float32)

    def cost(way):
        times = []
        for turn in range(4):
            before = time.process_time()
            way(axis, np.float32(0.3))
            times.append(time.process_time() - before)
        return min(times[1:])

    return min(ways, key=cost)


def numpy_game(workload, numbers):
    x, y, params, d1, d2 = arrays(workload, numbers)
    half = np.float32(0.5)
    phi = {
        "tanh": lambda z: np.tanh(z, out=z),
        "relu": lambda z: np.maximum(z, 0, out=z),
        "sigmoid": lambda z: half + half * np.tanh(half * z),
    }[workload["activation"]]

    def way(units_first, size):
        def points(a, b):
            return loss_of(np, phi, workload, units_first, params + a[:, None] * d1 + b * d2, x, y)

        return in_chunks(points, size)

    return fastest(workload, [way(*choice) for choice in itertools.product((True, False), (1, 4, 16, workload["grid"]))]), None


def jax_game(workload, numbers, whole=True):
    """`whole`: a run is one compiled loop; else each step is a call from Python, as training programs mostly are."""
    jax = importlib.import_module("jax")
    jnp = jax.numpy
    x, y, params, d1, d2 = map(jnp.asarray, arrays(workload, numbers))
    phi = {"tanh": jnp.tanh, "relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid}[workload["activation"]]

    def loss(units_first, params, x, y):
        return loss_of(jnp, phi, workload, units_first, params[None], x, y)[0]

    def way(units_first, size):
        def point(a, b):
            return loss(units_first, params + a * d1 + b * d2, x, y)

        mapped = jax.jit(lambda a, b: jax.lax.map(lambda a: point(a, b), a, batch_size=size))
        return lambda a, b: np.asarray(mapped(a, b))

    order = jnp.asarray(numbers["order"], jnp.int32)
    batch = workload["batch"]

    def step(number, params):
        if len(order) == 0:
            return params - numbers["rate"] * jax.grad(loss, 1)(False, params, x, y)
        rows = jax.lax.dynamic_slice(order, ((number * batch) % len(order),), (batch,))
        return params - numbers["rate"] * jax.grad(loss, 1)(False, params, x[rows], y[rows])

    run = jax.jit(lambda start, steps: jax.lax.fori_loop(0, steps, step, start))
    compiled_step = jax.jit(step)

    def one_by_one(steps):
        place = params
        for number in range(steps):
            place = compiled_step(number, place)
        return place

    if workload["grid"] == 0:
        return None, lambda steps: np.asarray(run(params, steps) if whole else one_by_one(steps))
    return fastest(workload, [way(*choice) for choice in itertools.product((True, False), (1, 8, workload["grid"]))]), None


def torch_game(workload, numbers):
    torch = importlib.import_module("torch")
    torch.set_num_threads(1)
    x, y, params, d1, d2 = map(torch.tensor, arrays(workload, numbers))
    phi = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}[workload["activation"]]

    def way(units_first, size):
        @torch.compile(dynamic=False)
        def compiled(a, b):
            return loss_of(torch, phi, workload, units_first, params + a[:, None] * d1 + b * d2, x, y)

        def points(a, b):
            with torch.no_grad():
                return compiled(torch.tensor(a), torch.tensor(b)).numpy()

        return in_chunks(points, size)

    return fastest(workload, [way(True, size) for size in (1, 8, workload["grid"])]), None


def stepwise_jax_game(workload, numbers):
    return jax_game(workload, numbers, whole=False)


GAMES = {"numpy": numpy_game, "jax": jax_game, "jax step by step": stepwise_jax_game, "torch": torch_game}


def main():
    game = GAMES[sys.argv[1]]
    print(json.dumps({"version": importlib.import_module(sys.argv[1].split()[0]).__version__}), flush=True)
    row = run = None
    for line in sys.stdin:
        request = json.loads(line)
        if "workload" in request:
            row, run = game(request["workload"], request["numbers"])
            print(json.dumps({}), flush=True)
            continue
        before = time.process_time()
        if "steps" in request:
            values = run(request["steps"])
        else:
            axis = np.asarray(request["axis"], np.float32)
            values = np.concatenate([row(axis, np.float32(b)) for b in request["other"]])
        spent = time.process_time() - before
        print(json.dumps({"ms": 1000 * spent, "values": [float(value) for value in values]}), flush=True)


main()
