"""Networks, closed-form surfaces and optimizers in float64 PyTorch, written from their definitions.

Nothing here is taken from the Rust core: it is what the core is held against.
"""

import math

import torch

torch.set_default_dtype(torch.float64)

ACTIVATIONS = {
    "identity": lambda z, slope: z,
    "sigmoid": lambda z, slope: torch.sigmoid(z),
    "tanh": lambda z, slope: torch.tanh(z),
    "relu": lambda z, slope: torch.relu(z),
    "leaky_relu": lambda z, slope: torch.nn.functional.leaky_relu(z, slope),
    "elu": lambda z, slope: torch.nn.functional.elu(z),
    "gelu": lambda z, slope: torch.nn.functional.gelu(z),
    "gelu_tanh": lambda z, slope: torch.nn.functional.gelu(z, approximate="tanh"),
    "silu": lambda z, slope: torch.nn.functional.silu(z),
    "softplus": lambda z, slope: torch.nn.functional.softplus(z, threshold=1e9),
    "sin": lambda z, slope: torch.sin(z),
}

FUNCTIONS = {
    "bowl": lambda x, y: (x**2 + 10 * y**2) / 2,
    "saddle": lambda x, y: (x**2 - y**2) / 2,
    "saddle4": lambda x, y: x**2 / 2 - y**2 / 2 + y**4 / 4,
    "monkey": lambda x, y: x**3 - 3 * x * y**2,
    "rosenbrock": lambda x, y: (1 - x)**2 + 100 * (y - x**2)**2,
    "beale": lambda x, y: sum((c - x + x * y**i)**2 for i, c in ((1, 1.5), (2, 2.25), (3, 2.625))),
    "himmelblau": lambda x, y: (x**2 + y - 11)**2 + (x + y**2 - 7)**2,
    "styblinski": lambda x, y: sum(v**4 - 16 * v**2 + 5 * v for v in (x, y)) / 2,
    "rastrigin": lambda x, y: 20 + sum(v**2 - 10 * torch.cos(2 * math.pi * v) for v in (x, y)),
    "pit": lambda x, y: (x**2 + y**2) / 2 - 7 * torch.exp(-((x - 4)**2 + y**2) / (2 * 0.35**2)),
}


class Network:
    """A multilayer perceptron read from one flat vector."""

    def __init__(self, model):
        self.widths = model["widths"]
        self.depth = len(self.widths) - 1
        self.slope = model.get("leaky_slope", 0.01)
        self.activation = model["activation"]
        residual = model.get("residual", {"kind": "none"})
        self.kind = residual["kind"]
        self.learned = residual.get("learn_alpha", False)
        self.blocks = self.find_blocks()
        alpha = residual.get("alpha", 1.0)
        count = len(self.blocks)
        if alpha == "1/sqrt(B)":
            alpha = 1 / math.sqrt(max(count, 1))
        elif alpha == "1/B":
            alpha = 1 / max(count, 1)
        self.alphas = list(alpha) if isinstance(alpha, list) else [alpha] * count
        self.offsets = []
        offset = 0
        for fan_in, fan_out in zip(self.widths, self.widths[1:]):
            self.offsets.append([offset, offset + fan_in * fan_out])
            offset += fan_in * fan_out + fan_out
        self.weight_count = offset
        self.param_count = offset + (count if self.learned else 0)

    def find_blocks(self):
        """Layers whose result is added to a skip, in order."""
        n, depth = self.widths, self.depth
        if self.kind in ("preact", "postact"):
            return [layer for layer in range(2, depth) if n[layer] == n[layer - 1]]
        if self.kind == "preact2":
            return [layer + 1 for layer in range(2, depth - 1, 2) if n[layer + 1] == n[layer - 1]]
        return []

    def layer(self, params, layer):
        weights, biases = self.offsets[layer - 1]
        fan_in, fan_out = self.widths[layer - 1], self.widths[layer]
        return params[weights:biases].view(fan_out, fan_in), params[biases:biases + fan_out]

    def forward(self, params, x):
        """z[l] and h[l] for l = 0 .. D (z[0] is None, h[0] = x)."""
        alphas = params[self.weight_count:] if self.learned else self.alphas
        z, h = [None], [x]
        for layer in range(1, self.depth + 1):
            weights, biases = self.layer(params, layer)
            result = h[layer - 1] @ weights.T + biases
            block = self.blocks.index(layer) if layer in self.blocks else None
            if block is not None and self.kind == "preact":
                result = z[layer - 1] + alphas[block] * result
            if block is not None and self.kind == "preact2":
                result = z[layer - 2] + alphas[block] * result
            if result.requires_grad:
                result.retain_grad()
            z.append(result)
            if layer == self.depth:
                h.append(result)
                break
            value = ACTIVATIONS[self.activation](result, self.slope)
            if block is not None and self.kind == "postact":
                value = h[layer - 1] + alphas[block] * value
            h.append(value)
        return z, h


def loss_of(loss, z, y):
    kind = loss["kind"]
    functional = torch.nn.functional
    if kind == "softmax_ce":
        return functional.cross_entropy(z, y)
    if kind == "mse":
        return functional.mse_loss(z, y)
    if kind == "half_mse":
        return 0.5 * functional.mse_loss(z, y)
    if kind == "mae":
        return functional.l1_loss(z, y)
    if kind == "huber":
        return functional.huber_loss(z, y, delta=loss.get("delta", 1.0))
    return functional.binary_cross_entropy_with_logits(z, y)


class Problem:
    """What a case minimises: `value(params, rows=None)`."""

    def __init__(self, case):
        self.function = case["model"].get("function")
        if self.function:
            return
        self.net = Network(case["model"])
        self.loss = case["loss"]
        self.x = torch.tensor(case["data"]["x"])
        y = case["data"]["y"]
        classes = self.loss["kind"] == "softmax_ce"
        self.y = torch.tensor(y, dtype=torch.int64 if classes else torch.float64)

    def value(self, params, rows=None):
        if self.function:
            return FUNCTIONS[self.function](params[0], params[1])
        x, y = (self.x, self.y) if rows is None else (self.x[rows], self.y[rows])
        z, _ = self.net.forward(params, x)
        return loss_of(self.loss, z[-1], y)

    def layers(self, params):
        """Loss, gradient, predictions and the figures of every layer."""
        params = params.clone().requires_grad_(True)
        z, h = self.net.forward(params, self.x)
        loss = loss_of(self.loss, z[-1], self.y)
        loss.backward()
        figures = []
        for layer in range(1, self.net.depth + 1):
            offset_w, offset_b = self.net.offsets[layer - 1]
            end = offset_b + self.net.widths[layer]
            grad_w, grad_b = params.grad[offset_w:offset_b], params.grad[offset_b:end]
            delta, zl, hl = z[layer].grad, z[layer].detach(), h[layer].detach()
            grad_norm = torch.cat([grad_w, grad_b]).norm().item()
            entry = {
                "grad_w_norm": grad_w.norm().item(), "grad_b_norm": grad_b.norm().item(), "grad_norm": grad_norm,
                "log10_grad_norm": math.log10(grad_norm) if grad_norm > 0 else None,
                "w_norm": params.detach()[offset_w:offset_b].norm().item(), "delta_norm": delta.norm().item(),
                "z_mean": zl.mean().item(), "z_std": zl.std(correction=0).item(), "z_rms": zl.square().mean().sqrt().item(),
                "h_mean": hl.mean().item(), "h_std": hl.std(correction=0).item(), "h_rms": hl.square().mean().sqrt().item(),
                "h_sample_std": hl.var(dim=0, correction=0).mean().sqrt().item(),
            }
            if layer < self.net.depth:
                if self.net.activation == "relu":
                    entry["zero_fraction"] = (hl == 0).double().mean().item()
                    entry["dead_units"] = int((hl == 0).all(dim=0).sum())
                elif self.net.activation == "tanh":
                    entry["saturated_fraction"] = (hl.abs() > 0.99).double().mean().item()
                elif self.net.activation == "sigmoid":
                    entry["saturated_fraction"] = ((hl > 0.99) | (hl < 0.01)).double().mean().item()
            figures.append(entry)
        return loss.item(), params.grad, z[-1].detach(), figures


def make_optimizer(request, param):
    options = {key: value for key, value in request.items() if key not in ("kind", "lr", "steps", "batches")}
    kind = request["kind"]
    if kind == "momentum":
        return torch.optim.SGD([param], lr=request["lr"], **{"momentum": 0.9, **options})
    if kind == "nesterov":
        return torch.optim.SGD([param], lr=request["lr"], **{"momentum": 0.9, "nesterov": True, **options})
    rules = {"sgd": torch.optim.SGD, "adagrad": torch.optim.Adagrad, "rmsprop": torch.optim.RMSprop,
             "adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    return rules[kind]([param], lr=request["lr"], **options)


def walk(problem, start, request):
    """Path of K + 1 parameter vectors and the full loss at each."""
    param = start.clone().requires_grad_(True)
    optimizer = make_optimizer(request, param)
    batches = request.get("batches")
    path, losses = [start.clone()], [problem.value(start).item()]
    for step in range(request["steps"]):
        optimizer.zero_grad()
        rows = batches[step % len(batches)] if batches else None
        problem.value(param, rows).backward()
        optimizer.step()
        path.append(param.detach().clone())
        losses.append(problem.value(param.detach()).item())
    return path, losses


def normalised_directions(problem, params, request):
    directions = [torch.tensor(raw) for raw in request["raw"]]
    if request.get("norm", "filter") == "none" or problem.function:
        return directions
    net = problem.net
    for direction in directions:
        for layer, (offset_w, offset_b) in enumerate(net.offsets, start=1):
            fan_in = net.widths[layer - 1]
            for row in range(net.widths[layer]):
                part = slice(offset_w + row * fan_in, offset_w + (row + 1) * fan_in)
                factor = params[part].norm() / (direction[part].norm() + 1e-10)
                direction[part] *= factor
                if request.get("bias", "zero") == "row":
                    direction[offset_b + row] *= factor
            if request.get("bias", "zero") == "zero":
                direction[offset_b:offset_b + net.widths[layer]] = 0
        if request.get("bias", "zero") == "zero":
            direction[net.weight_count:] = 0
    return directions


def grid(problem, centre, directions, a_values, b_values):
    return [[problem.value(centre + a * directions[0] + b * directions[1]).item() for a in a_values] for b in b_values]


def largest_positive(vector):
    return vector if vector[vector.abs().argmax()] > 0 else -vector


def principal_components(problem, request, paths):
    if "trajectory" in request:
        path = torch.tensor(request["trajectory"])
    else:
        path = torch.stack(paths[request["optimizer"]])
    centre = path[-1] if request.get("centre", "last") == "last" else path.mean(dim=0)
    _, singular, rows = torch.linalg.svd(path - centre, full_matrices=False)
    count = request.get("k", 2)
    directions = torch.stack([largest_positive(row) for row in rows[:count]])
    answer = {"directions": directions, "ratio": (singular**2 / (singular**2).sum())[:count],
              "coords": (path - centre) @ directions.T, "centre": centre}
    if "a" in request:
        answer["grid"] = {"values": grid(problem, centre, directions, request["a"], request["b"])}
    return answer


def curvature(problem, params):
    matrix = torch.autograd.functional.hessian(problem.value, params)
    values, vectors = torch.linalg.eigh(matrix)
    top, bottom = values[-1].item(), values[0].item()
    answer = {"top": top, "bottom": bottom, "ratio": abs(bottom) / abs(top)}
    if len(params) <= 400:
        answer |= {"trace": values.sum().item(), "negative_count": int((values < -1e-9 * values.abs().max()).sum()),
                   "top_vector": largest_positive(vectors[:, -1])}
    return answer


def evaluate(case):
    problem, requests = Problem(case), case.get("requests", {})
    params = torch.tensor(case["params"])
    if problem.function:
        tracked = params.clone().requires_grad_(True)
        loss = problem.value(tracked)
        loss.backward()
        answers = {"loss": loss.item(), "grad": tracked.grad}
    else:
        loss, grads, predictions, figures = problem.layers(params)
        answers = {"loss": loss, "grad": grads, "predictions": predictions, "param_offsets": problem.net.offsets,
                   "blocks": len(problem.net.blocks), "layers": figures}
    if "directions" in requests:
        answers["directions"] = normalised_directions(problem, params, requests["directions"])
        if "grid" in requests:
            a_values, b_values = requests["grid"]["a"], requests["grid"]["b"]
            answers["grid"] = {"values": grid(problem, params, answers["directions"], a_values, b_values)}
    walks = [walk(problem, params, request) for request in requests.get("optimizers", [])]
    if walks:
        answers["optimizers"] = [{"path": path, "losses": losses} for path, losses in walks]
    if "pca" in requests:
        answers["pca"] = principal_components(problem, requests["pca"], [path for path, _ in walks])
    if requests.get("hessian"):
        answers["hessian"] = curvature(problem, params)
    return answers
