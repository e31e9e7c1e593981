"""Makes tests/golden/cases.json and optimizer_steps.json: reference cases and their answers in float64 PyTorch.

    pip install torch numpy
    python tests/golden/generate.py

The version of PyTorch stands inside the files.
"""

import json
import math
import pathlib

import numpy as np
import torch

import reference

HERE = pathlib.Path(__file__).parent
ACTIVATIONS = list(reference.ACTIVATIONS)
LOSSES = ["mse", "half_mse", "mae", "huber", "bce_logits", "softmax_ce"]
KINDS = ["none", "preact", "postact", "preact2"]


def single(value):
    """Rounded to float32, so that the core reads exactly the number the reference used."""
    return float(np.float32(value))


def singles(values):
    return [singles(value) if isinstance(value, (list, np.ndarray)) else single(value) for value in values]


def parameters(random, network, scale="fan_in"):
    """U(+-1/sqrt fan_in) for weights and biases, or N(0, 2/fan_in) weights with zero biases ("he")."""
    params = []
    for fan_in, fan_out in zip(network.widths, network.widths[1:]):
        if scale == "he":
            params += list(random.normal(0, math.sqrt(2 / fan_in), fan_in * fan_out)) + [0.0] * fan_out
        else:
            params += list(random.uniform(-1, 1, fan_in * fan_out + fan_out) / math.sqrt(fan_in))
    if network.learned:
        params += list(random.normal(0.3, 0.3, len(network.blocks)))
    return singles(params)


def network_case(name, seed, widths, activation, loss, kind="none", alpha=1.0, learn=False, rows=11, init="fan_in",
                 requests=None):
    random = np.random.default_rng(seed)
    residual = {"kind": kind, "alpha": singles(alpha) if isinstance(alpha, list) else alpha, "learn_alpha": learn}
    model = {"widths": widths, "activation": activation, "leaky_slope": 0.125, "residual": residual}
    network = reference.Network(model)
    x = singles(random.normal(0, 1, (rows, widths[0])))
    if loss == "softmax_ce":
        y = [int(label) for label in random.integers(0, widths[-1], rows)]
    elif loss == "bce_logits":
        y = [[float(v) for v in row] for row in random.integers(0, 2, (rows, widths[-1]))]
    else:
        y = singles(random.normal(0, 1, (rows, widths[-1])))
    return {"name": name, "model": model, "loss": {"kind": loss, "delta": 0.5},
            "params": parameters(random, network, init), "data": {"x": x, "y": y},
            "requests": requests(random, network) if requests else {}}


def plane_request(norm, bias):
    def build(random, network):
        raw = singles(random.normal(0, 1, (2, network.param_count)))
        return {"directions": {"raw": raw, "norm": norm, "bias": bias},
                "grid": {"a": [-1.0, -0.25, 0.5], "b": [-0.5, 0.0, 0.75, 1.0]}}
    return build


OPTIMIZERS = [
    {"kind": "sgd", "lr": 0.1, "steps": 6},
    {"kind": "sgd", "lr": 0.1, "steps": 6, "momentum": 0.9, "dampening": 0.5, "weight_decay": 0.01},
    {"kind": "momentum", "lr": 0.05, "steps": 6},
    {"kind": "nesterov", "lr": 0.05, "steps": 6, "momentum": 0.8},
    {"kind": "sgd", "lr": 0.05, "steps": 6, "momentum": 0.9, "nesterov": True},
    {"kind": "adagrad", "lr": 0.1, "steps": 6},
    {"kind": "adagrad", "lr": 0.1, "steps": 6, "lr_decay": 0.1, "weight_decay": 0.01, "initial_accumulator_value": 0.1},
    {"kind": "rmsprop", "lr": 0.01, "steps": 6},
    {"kind": "rmsprop", "lr": 0.01, "steps": 6, "alpha": 0.9, "momentum": 0.5, "centered": True, "weight_decay": 0.01},
    {"kind": "adam", "lr": 0.01, "steps": 6},
    {"kind": "adam", "lr": 0.01, "steps": 6, "betas": [0.8, 0.95], "eps": 1e-6, "weight_decay": 0.1, "amsgrad": True},
    {"kind": "adamw", "lr": 0.01, "steps": 6},
    {"kind": "adamw", "lr": 0.01, "steps": 6, "weight_decay": 0.5, "amsgrad": True},
]


def walk_request(random, network):
    batches = [[0, 1, 2], [3, 4, 5, 6], [7, 8, 9, 10]]
    return {"optimizers": [dict(request, batches=batches) if index % 2 else dict(request)
                           for index, request in enumerate(OPTIMIZERS)]}


def path_request(centre):
    def build(random, network):
        return {"optimizers": [{"kind": "momentum", "lr": 0.2, "steps": 12}],
                "pca": {"optimizer": 0, "k": 2, "centre": centre, "a": [-0.5, 0.0, 0.5], "b": [-0.25, 0.25]}}
    return build


def trajectory_request(random, network):
    steps = np.cumsum(random.normal(0, 0.2, (7, network.param_count)), axis=0)
    return {"pca": {"trajectory": singles(steps), "k": 3, "centre": "mean"}}


def hessian_request(random, network):
    return {"hessian": True}


def cases():
    seed = 0
    for activation in ACTIVATIONS:
        for turn, kind in enumerate(KINDS):
            seed += 1
            loss = LOSSES[(seed + turn) % len(LOSSES)]
            alpha = [1.0, "1/sqrt(B)", "1/B", 0.5][(seed // 3) % 4]
            yield network_case(f"{activation} {loss} {kind}", seed, [3, 5, 5, 5, 5, 2], activation, loss, kind, alpha)
    for kind, blocks in (("preact", 4), ("postact", 4), ("preact2", 2)):
        alphas = [0.2 + 0.3 * block for block in range(blocks)]
        yield network_case(f"alpha list {kind}", 100, [2, 4, 4, 4, 4, 4, 3], "tanh", "softmax_ce", kind, alphas)
        yield network_case(f"learned alpha {kind}", 101, [2, 4, 4, 4, 4, 4, 1], "silu", "bce_logits", kind, alphas, True,
                           requests=lambda r, n: {"optimizers": [{"kind": "adam", "lr": 0.01, "steps": 5}]})
        yield network_case(f"uneven widths {kind}", 102, [2, 6, 6, 3, 3, 6, 3, 6, 1], "sin", "mse", kind, "1/sqrt(B)")
    yield network_case("deep plain", 110, [2] + [6] * 29 + [1], "tanh", "bce_logits", rows=70)
    yield network_case("deep scaled", 110, [2] + [6] * 29 + [1], "tanh", "bce_logits", "preact", "1/sqrt(B)", rows=70)
    yield network_case("deep sum", 111, [2] + [6] * 59 + [1], "relu", "mse", "preact", 1.0, rows=20, init="he")
    yield network_case("very deep", 112, [2] + [4] * 99 + [1], "relu", "bce_logits", "preact", "1/sqrt(B)", rows=20, init="he")
    yield network_case("wide", 113, [9, 33, 10], "relu", "softmax_ce", rows=131, init="he")
    for norm, bias in (("filter", "zero"), ("filter", "row"), ("filter", "keep"), ("none", "keep")):
        yield network_case(f"plane {norm} {bias}", 120, [2, 6, 6, 1], "tanh", "bce_logits", "preact", 1.0, True, rows=30,
                           requests=plane_request(norm, bias))
    yield network_case("optimizers", 130, [2, 4, 4, 1], "tanh", "mse", requests=walk_request)
    yield network_case("path around its end", 131, [2, 4, 4, 1], "tanh", "mse", requests=path_request("last"))
    yield network_case("path around its mean", 131, [2, 4, 4, 1], "tanh", "mse", requests=path_request("mean"))
    yield network_case("given trajectory", 132, [2, 4, 1], "tanh", "mse", requests=trajectory_request)
    for activation, loss, kind in (("tanh", "mse", "none"), ("gelu", "softmax_ce", "preact2"), ("silu", "bce_logits", "postact"),
                                   ("softplus", "huber", "preact"), ("relu", "mse", "none"), ("sin", "half_mse", "preact"),
                                   ("sigmoid", "bce_logits", "none"), ("elu", "mae", "none")):
        yield network_case(f"hessian {activation} {loss} {kind}", 140, [2, 5, 5, 5, 2], activation, loss, kind, 0.5, kind != "none",
                           rows=20, requests=hessian_request)
    yield network_case("hessian large", 141, [2, 14, 14, 14, 1], "tanh", "bce_logits", "preact", "1/sqrt(B)", rows=20,
                       requests=hessian_request)
    for name in reference.FUNCTIONS:
        requests = {"hessian": True, "directions": {"raw": [[1.0, 0.0], [0.0, 1.0]], "norm": "none"},
                    "grid": {"a": [-1.0, 0.5], "b": [-0.5, 0.0, 1.0]},
                    "optimizers": [{"kind": "momentum", "lr": 0.001, "steps": 8}, {"kind": "adam", "lr": 0.01, "steps": 8}],
                    "pca": {"optimizer": 0, "k": 2, "centre": "last", "a": [0.0, 0.5], "b": [-0.5]}}
        yield {"name": name, "model": {"function": name}, "params": [0.75, -1.25], "requests": requests}


def plain(value):
    """JSON without tensors; non-finite numbers are the strings of the reference form."""
    if isinstance(value, torch.Tensor):
        return plain(value.tolist())
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, float):
        if math.isnan(value):
            return "nan"
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        return float(f"{value:.10g}")
    return value


# Every option of every rule, each alone and some together. `clip` is torch.nn.utils.clip_grad_norm_ before the step.
STEP_TABLES = OPTIMIZERS + [
    {"kind": "sgd", "lr": 0.1, "weight_decay": 0.1},
    {"kind": "sgd", "lr": 0.1, "momentum": 0.9},
    {"kind": "sgd", "lr": 0.1, "momentum": 0.5, "dampening": 0.3},
    {"kind": "sgd", "lr": 0.1, "momentum": 0.5, "weight_decay": 0.1, "nesterov": True},
    {"kind": "sgd", "lr": 0.1, "clip": 1.0},
    {"kind": "momentum", "lr": 0.05, "momentum": 0.6, "weight_decay": 0.05, "clip": 0.5},
    {"kind": "nesterov", "lr": 0.05},
    {"kind": "adagrad", "lr": 0.1, "lr_decay": 0.5},
    {"kind": "adagrad", "lr": 0.1, "weight_decay": 0.1},
    {"kind": "adagrad", "lr": 0.1, "initial_accumulator_value": 1.0},
    {"kind": "adagrad", "lr": 0.1, "eps": 0.5},
    {"kind": "rmsprop", "lr": 0.01, "alpha": 0.5},
    {"kind": "rmsprop", "lr": 0.01, "eps": 0.1},
    {"kind": "rmsprop", "lr": 0.01, "weight_decay": 0.1},
    {"kind": "rmsprop", "lr": 0.01, "momentum": 0.9},
    {"kind": "rmsprop", "lr": 0.01, "centered": True},
    {"kind": "rmsprop", "lr": 0.01, "clip": 0.25},
    {"kind": "adam", "lr": 0.01, "betas": [0.5, 0.9]},
    {"kind": "adam", "lr": 0.01, "eps": 0.1},
    {"kind": "adam", "lr": 0.01, "weight_decay": 0.1},
    {"kind": "adam", "lr": 0.01, "amsgrad": True},
    {"kind": "adam", "lr": 0.01, "betas": [0.0, 0.9], "clip": 0.5},
    {"kind": "adamw", "lr": 0.1, "weight_decay": 0.0},
    {"kind": "adamw", "lr": 0.1, "weight_decay": 0.2, "betas": [0.7, 0.8], "eps": 1e-3},
    {"kind": "adamw", "lr": 0.01, "amsgrad": True},
]


def optimizer_steps():
    """Four parameters that are given the same eight gradients, whatever they are: the update rules alone."""
    gradients = [[0.5, -1.0, 2.0, 0.0], [0.25, -1.5, -1.0, 0.0], [-0.125, 0.5, 1.0, 1e-3], [1.0, 1.0, -2.0, -1e-3],
                 [0.0, 0.25, 0.5, 2e-3], [-2.0, 0.0, 0.125, 1e-6], [0.0625, -0.5, 0.25, -1e-6], [0.0, 0.0, 0.0, 0.0]]
    tables = []
    for request in STEP_TABLES:
        param = torch.tensor([1.0, -0.5, 0.25, 2.0], requires_grad=True)
        optimizer = reference.make_optimizer({key: value for key, value in request.items() if key != "clip"}, param)
        path = []
        for gradient in gradients:
            param.grad = torch.tensor(gradient)
            if "clip" in request:
                torch.nn.utils.clip_grad_norm_([param], request["clip"])
            optimizer.step()
            path.append(param.detach().clone())
        tables.append({"request": request, "path": plain(path)})
    return {"start": [1.0, -0.5, 0.25, 2.0], "gradients": gradients, "tables": tables}


def write(name, content):
    content = {"generated_by": "tests/golden/generate.py", "torch": torch.__version__, **content}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in content.items() if key != "cases")
    if "cases" in content:
        entries = ",\n".join(json.dumps(case, separators=(",", ":")) for case in content["cases"])
        lines += f',\n"cases": [\n{entries}\n]'
    (HERE / name).write_text("{\n" + lines + "\n}\n")


torch.manual_seed(0)
write("cases.json", {"cases": [{"case": case, "answers": plain(reference.evaluate(case))} for case in cases()]})
write("optimizer_steps.json", optimizer_steps())
