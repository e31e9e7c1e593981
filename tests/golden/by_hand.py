"""Networks, losses, optimizers and surfaces in float64 numpy, every derivative worked out by hand.

A third implementation beside the Rust core and reference.py (PyTorch), written from the definitions in
docs/reference-cases.md alone: no code and no automatic differentiation is shared, so a misreading in one of the three
shows as a difference. fuzz.py holds the core against it.
"""

import math

import numpy as np

ERFC = np.vectorize(math.erfc, otypes=[float])


def sigmoid(z):
    """1 / (1 + e^-z) without overflow on either side."""
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def gelu_tanh(z):
    # (1 + tanh u) / 2 = sigmoid(2u), which keeps its digits on the far left.
    u = math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)
    slope = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z**2)
    return z * sigmoid(2 * u), sigmoid(2 * u) + np.where(np.abs(u) < 300, z * 2 * sigmoid(2 * u) * sigmoid(-2 * u) * slope, 0)


def gelu(z):
    share = 0.5 * ERFC(-z / math.sqrt(2))
    return z * share, share + z * np.exp(-z * z / 2) / math.sqrt(2 * math.pi)


# phi(z) and phi'(z)
ACTIVATIONS = {
    "identity": lambda z, slope: (z, np.ones_like(z)),
    "sigmoid": lambda z, slope: (sigmoid(z), sigmoid(z) * sigmoid(-z)),
    "tanh": lambda z, slope: (np.tanh(z), 4 * sigmoid(2 * z) * sigmoid(-2 * z)),
    "relu": lambda z, slope: (np.maximum(z, 0), (z > 0) * 1.0),
    "leaky_relu": lambda z, slope: (np.where(z > 0, z, slope * z), np.where(z > 0, 1.0, slope)),
    "elu": lambda z, slope: (np.where(z > 0, z, np.expm1(np.minimum(z, 0))), np.exp(np.minimum(z, 0))),
    "gelu": lambda z, slope: gelu(z),
    "gelu_tanh": lambda z, slope: gelu_tanh(z),
    "silu": lambda z, slope: (z * sigmoid(z), sigmoid(z) + z * sigmoid(z) * sigmoid(-z)),
    "softplus": lambda z, slope: (np.logaddexp(0, z), sigmoid(z)),
    "sin": lambda z, slope: (np.sin(z), np.cos(z)),
    "step": lambda z, slope: ((z > 0) * 1.0, np.zeros_like(z)),
}


def loss_and_slope(loss, z, y):
    """The mean loss and its derivative by z; z is [rows, outputs], y as given in the case."""
    kind, delta = loss["kind"], loss.get("delta", 1.0)
    if kind == "softmax_ce":
        rows, labels = len(z), np.asarray(y, dtype=int)
        shifted = z - z.max(axis=1, keepdims=True)
        shares = np.exp(shifted)
        right = np.arange(rows), labels
        slope = shares / shares.sum(axis=1, keepdims=True)
        # Where the right class is nearly certain, 1 - share and ln share keep their digits only as what the others have.
        slope[right] = 0
        slope[right] = -slope.sum(axis=1)
        others = shares.copy()
        others[right] = 0
        others = others.sum(axis=1)
        return np.mean(np.where(shifted[right] == 0, np.log1p(others), np.log(shares.sum(axis=1)) - shifted[right])), slope / rows
    y = np.asarray(y, dtype=float).reshape(z.shape)
    d = z - y
    inside = np.abs(d) <= delta
    value, slope = {
        "mse": lambda: (d * d, 2 * d),
        "half_mse": lambda: (d * d / 2, d),
        "mae": lambda: (np.abs(d), np.sign(d)),
        "huber": lambda: (np.where(inside, d * d / 2, delta * (np.abs(d) - delta / 2)), np.where(inside, d, delta * np.sign(d))),
        "bce_logits": lambda: (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))), (1 - y) * sigmoid(z) - y * sigmoid(-z)),
    }[kind]()
    return value.mean(), slope / z.size


class Network:
    """A network as the case describes it."""

    def __init__(self, case):
        model = case["model"]
        self.n = model["widths"]
        self.depth = len(self.n) - 1
        self.phi, self.slope = ACTIVATIONS[model["activation"]], model.get("leaky_slope", 0.01)
        self.activation = model["activation"]
        residual = model.get("residual") or {}
        self.kind, self.learned = residual.get("kind", "none"), residual.get("learn_alpha", False)
        # The layer that ends each block -> its number; the layer it starts behind.
        self.block, self.source = {}, {}
        step = {"none": 0, "preact": 1, "postact": 1, "preact2": 2}[self.kind]
        for end in range(1 + step, self.depth, step) if step else ():
            if self.n[end] == self.n[end - step]:
                self.source[end], self.block[end] = end - step, len(self.block)
        count, alpha = len(self.block), residual.get("alpha", 1.0)
        named = {"1/sqrt(B)": 1 / math.sqrt(count or 1), "1/B": 1 / (count or 1)}
        alpha = named[alpha] if isinstance(alpha, str) else alpha
        self.alphas = np.asarray(alpha if isinstance(alpha, list) else [alpha] * count, dtype=float)
        self.offsets, at = [], 0
        for fan_in, fan_out in zip(self.n, self.n[1:]):
            self.offsets.append([at, at + fan_in * fan_out])
            at += (fan_in + 1) * fan_out
        self.alpha_start = at
        self.size = at + (count if self.learned else 0)
        self.x = np.asarray(case["data"]["x"], dtype=float) if "data" in case else None
        self.y, self.loss = case.get("data", {}).get("y"), case.get("loss")

    def unpack(self, params):
        layers = []
        for (start, bias), fan_in, fan_out in zip(self.offsets, self.n, self.n[1:]):
            layers.append((params[start:bias].reshape(fan_out, fan_in), params[bias:bias + fan_out]))
        return layers, params[self.alpha_start:] if self.learned else self.alphas

    def run(self, params, rows=None):
        """Loss, gradient, and z, h, dL/dz of every layer 1 .. D."""
        layers, alphas = self.unpack(params)
        x = self.x if rows is None else self.x[rows]
        y = self.y if rows is None else [self.y[row] for row in rows]
        z, h, inner, slopes = [None], [x], [None], [None]
        for l, (w, b) in enumerate(layers, 1):
            result = h[l - 1] @ w.T + b
            inner.append(result)
            if l in self.block and self.kind != "postact":
                result = z[self.source[l]] + alphas[self.block[l]] * result
            z.append(result)
            if l == self.depth:
                h.append(result)
                break
            value, slope = self.phi(result, self.slope)
            slopes.append(slope)
            if l in self.block and self.kind == "postact":
                inner[l] = value
                value = h[l - 1] + alphas[self.block[l]] * value
            h.append(value)
        loss, last = loss_and_slope(self.loss, z[self.depth], y)

        # dz and dh collect what arrives at z_l and h_l from above.
        grads = np.zeros(self.size)
        dz = [None] + [np.zeros_like(entry) for entry in z[1:]]
        dh = [np.zeros_like(entry) for entry in h]
        dz[self.depth] = last
        for l in range(self.depth, 0, -1):
            w, _ = layers[l - 1]
            if l < self.depth:
                down = dh[l]
                if l in self.block and self.kind == "postact":
                    block = self.block[l]
                    dh[l - 1] = dh[l - 1] + down
                    if self.learned:
                        grads[self.alpha_start + block] = np.sum(down * inner[l])
                    down = alphas[block] * down
                dz[l] = dz[l] + down * slopes[l]
            up = dz[l]
            if l in self.block and self.kind != "postact":
                block, source = self.block[l], self.source[l]
                dz[source] = dz[source] + up
                if self.learned:
                    grads[self.alpha_start + block] = np.sum(up * inner[l])
                up = alphas[block] * up
            start, bias = self.offsets[l - 1]
            grads[start:bias] = (up.T @ h[l - 1]).ravel()
            grads[bias:bias + self.n[l]] = up.sum(axis=0)
            dh[l - 1] = dh[l - 1] + up @ w
        return loss, grads, z, h, dz

    def value(self, params):
        return self.run(params)[0]

    def gradient(self, params, rows=None):
        return self.run(params, rows)[1]

    def layer_answers(self, params, run):
        _, grads, z, h, dz = run
        answers = []
        for l, (w, _) in enumerate(self.unpack(params)[0], 1):
            start, bias = self.offsets[l - 1]
            norm = np.linalg.norm
            g_w, g_b, g = norm(grads[start:bias]), norm(grads[bias:bias + self.n[l]]), norm(grads[start:bias + self.n[l]])
            entry = {"grad_w_norm": g_w, "grad_b_norm": g_b, "grad_norm": g, "log10_grad_norm": math.log10(g) if g else None,
                     "w_norm": norm(w), "delta_norm": norm(dz[l])}
            for name, values in (("z", z[l]), ("h", h[l])):
                entry |= {f"{name}_mean": values.mean(), f"{name}_std": values.std(), f"{name}_rms": math.sqrt(np.mean(values**2))}
            entry["h_sample_std"] = math.sqrt(np.mean(h[l].std(axis=0)**2))
            if l < self.depth and self.activation == "relu":
                entry |= {"zero_fraction": np.mean(h[l] == 0), "dead_units": int(np.sum(np.all(h[l] == 0, axis=0)))}
            if l < self.depth and self.activation == "tanh":
                entry["saturated_fraction"] = np.mean(np.abs(h[l]) > 0.99)
            if l < self.depth and self.activation == "sigmoid":
                entry["saturated_fraction"] = np.mean((h[l] > 0.99) | (h[l] < 0.01))
            answers.append(entry)
        return answers

    def normalise(self, params, raw, norm, bias):
        out = np.array(raw, dtype=float)
        for (start, bias_start), fan_in, fan_out in zip(self.offsets, self.n, self.n[1:]):
            for unit in range(fan_out):
                row, at = slice(start + unit * fan_in, start + (unit + 1) * fan_in), bias_start + unit
                factor = 1.0
                if norm == "filter":
                    factor = np.linalg.norm(params[row]) / (np.linalg.norm(out[row]) + 1e-10)
                    out[row] *= factor
                out[at] *= {"zero": 0.0, "row": factor, "keep": 1.0}[bias]
        if bias == "zero":
            out[self.alpha_start:] = 0.0
        return out


class Surface:
    """A closed-form surface; its gradient by complex steps, exact to rounding (Squire & Trapp 1998)."""

    FORMULAS = {
        "bowl": lambda x, y: (x * x + 10 * y * y) / 2,
        "ravine": lambda x, y: (x * x + 50 * y * y) / 2,
        "saddle": lambda x, y: (x * x - y * y) / 2,
        "saddle4": lambda x, y: x * x / 2 - y * y / 2 + y**4 / 4,
        "monkey": lambda x, y: x**3 - 3 * x * y * y,
        "rosenbrock": lambda x, y: (1 - x)**2 + 100 * (y - x * x)**2,
        "beale": lambda x, y: (1.5 - x + x * y)**2 + (2.25 - x + x * y**2)**2 + (2.625 - x + x * y**3)**2,
        "himmelblau": lambda x, y: (x * x + y - 11)**2 + (x + y * y - 7)**2,
        "styblinski": lambda x, y: 0.5 * (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y),
        "rastrigin": lambda x, y: 20 + x * x - 10 * np.cos(2 * np.pi * x) + y * y - 10 * np.cos(2 * np.pi * y),
        "pit": lambda x, y: (x * x + y * y) / 2 - 7 * np.exp(-((x - 4)**2 + y * y) / (2 * 0.35**2)),
    }

    def __init__(self, name):
        self.formula, self.size = self.FORMULAS[name], 2

    def value(self, params):
        return float(self.formula(*params))

    def gradient(self, params, rows=None):
        x, y = params
        return np.array([self.formula(x + 1e-30j, y).imag, self.formula(x, y + 1e-30j).imag]) / 1e-30


def walk(problem, start, request):
    """torch.optim's rules, from its documentation."""
    kind, rate = request["kind"], request["lr"]
    option = lambda key, default: default if request.get(key) is None else request[key]
    decay = option("weight_decay", 0.01 if kind == "adamw" else 0.0)
    momentum = option("momentum", 0.9 if kind in ("momentum", "nesterov") else 0.0)
    nesterov, dampening = option("nesterov", kind == "nesterov"), option("dampening", 0.0)
    b1, b2 = option("betas", [0.9, 0.999])
    w = np.array(start, dtype=float)
    buffer, mean, square = None, np.zeros_like(w), np.zeros_like(w)
    largest, gap = np.zeros_like(w), np.zeros_like(w)
    if kind == "adagrad":
        square += option("initial_accumulator_value", 0.0)
    path, losses = [w.copy()], [problem.value(w)]
    for step in range(1, request["steps"] + 1):
        batches = request.get("batches")
        g = problem.gradient(w, batches[(step - 1) % len(batches)] if batches else None)
        if kind == "adamw":
            w = w * (1 - rate * decay)
        else:
            g = g + decay * w
        if kind in ("sgd", "momentum", "nesterov"):
            if momentum:
                buffer = g.copy() if buffer is None else momentum * buffer + (1 - dampening) * g
                g = g + momentum * buffer if nesterov else buffer
            w = w - rate * g
        elif kind == "adagrad":
            square = square + g * g
            w = w - rate / (1 + (step - 1) * option("lr_decay", 0.0)) * g / (np.sqrt(square) + option("eps", 1e-10))
        elif kind == "rmsprop":
            a = option("alpha", 0.99)
            square = a * square + (1 - a) * g * g
            mean = a * mean + (1 - a) * g
            spread = square - mean * mean if option("centered", False) else square
            scaled = g / (np.sqrt(spread) + option("eps", 1e-8))
            gap = momentum * gap + scaled
            w = w - rate * gap
        else:
            mean, square = b1 * mean + (1 - b1) * g, b2 * square + (1 - b2) * g * g
            largest = np.maximum(largest, square)
            root = np.sqrt(largest if option("amsgrad", False) else square) / math.sqrt(1 - b2**step)
            w = w - rate * (mean / (1 - b1**step)) / (root + option("eps", 1e-8))
        path.append(w.copy())
        losses.append(problem.value(w))
    return {"path": path, "losses": losses}


def pca(path, k, centre):
    path = np.asarray(path)
    if not np.all(np.isfinite(path)):
        return {"centre": path[-1] if centre == "last" else path.mean(axis=0)}
    middle = path[-1] if centre == "last" else path.mean(axis=0)
    _, sizes, axes = np.linalg.svd(path - middle, full_matrices=False)
    axes = axes[:k] * np.sign(axes[:k][np.arange(len(axes[:k])), np.abs(axes[:k]).argmax(axis=1)])[:, None]
    return {"directions": axes, "ratio": sizes[:k]**2 / np.sum(sizes**2), "coords": (path - middle) @ axes.T, "centre": middle}


def hessian(problem, params):
    """Central differences of the exact gradient: good to about 1e-9 away from kinks."""
    params, h = np.asarray(params, dtype=float), 1e-5
    columns = []
    for entry in range(problem.size):
        moved = np.zeros(problem.size)
        moved[entry] = h
        columns.append((problem.gradient(params + moved) - problem.gradient(params - moved)) / (2 * h))
    matrix = np.array(columns)
    return (matrix + matrix.T) / 2


def evaluate(case):
    """The answers to a case, as plain numpy numbers."""
    requests, answers = case.get("requests") or {}, {}
    if "function" in case["model"]:
        problem = Surface(case["model"]["function"])
        params = np.asarray(case["params"], dtype=float)
        answers |= {"loss": problem.value(params), "grad": problem.gradient(params)}
    else:
        problem = Network(case)
        params = np.asarray(case["params"], dtype=float)
        run = problem.run(params)
        answers |= {"loss": run[0], "grad": run[1], "predictions": run[2][-1], "param_offsets": problem.offsets,
                    "blocks": len(problem.block), "layers": problem.layer_answers(params, run)}

    def grid(centre, directions, request):
        return {"values": [[problem.value(centre + a * directions[0] + b * directions[1]) for a in request["a"]] for b in request["b"]]}

    if "directions" in requests:
        request = requests["directions"]
        norm = request.get("norm", "filter")
        bias = request.get("bias", "zero" if norm == "filter" else "keep")
        raw = np.asarray(request["raw"], dtype=float)
        if isinstance(problem, Network):
            raw = np.array([problem.normalise(params, direction, norm, bias) for direction in raw])
        answers["directions"] = raw
        if "grid" in requests:
            answers["grid"] = grid(params, raw, requests["grid"])
    if "optimizers" in requests:
        answers["optimizers"] = [walk(problem, params, request) for request in requests["optimizers"]]
    if "pca" in requests:
        request = requests["pca"]
        path = request["trajectory"] if "trajectory" in request else answers["optimizers"][request["optimizer"]]["path"]
        answers["pca"] = pca(path, request.get("k", 2), request.get("centre", "last"))
        if "a" in request and "directions" in answers["pca"]:
            answers["pca"]["grid"] = grid(answers["pca"]["centre"], answers["pca"]["directions"], request)
    if requests.get("hessian"):
        values, vectors = np.linalg.eigh(hessian(problem, params))
        vector = vectors[:, -1] * np.sign(vectors[np.abs(vectors[:, -1]).argmax(), -1])
        answers["hessian"] = {"top": values[-1], "bottom": values[0], "ratio": abs(values[0]) / abs(values[-1]),
                              "trace": values.sum(), "top_vector": vector, "values": values}
    return answers
