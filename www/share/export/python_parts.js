// Pieces of the PyTorch script, by what an experiment uses of them. Python, as it is written into the file.

/** φ by the name of the spec. @type {Readonly<Record<string, string>>} */
export const ACTIVATIONS = {
  identity: "z",
  sigmoid: "torch.sigmoid(z)",
  tanh: "torch.tanh(z)",
  relu: "torch.relu(z)",
  leaky_relu: 'functional.leaky_relu(z, run["leaky_slope"])',
  elu: "functional.elu(z)",
  gelu: "functional.gelu(z)",
  gelu_tanh: 'functional.gelu(z, approximate="tanh")',
  silu: "functional.silu(z)",
  softplus: "torch.logaddexp(z, torch.zeros_like(z))",
  sin: "torch.sin(z)",
  step: "torch.sign(z).clamp(min=0)",
};

/** Means over rows and outputs. @type {Readonly<Record<string, string>>} */
export const LOSSES = {
  mse: "functional.mse_loss(z, y)",
  half_mse: "functional.mse_loss(z, y) / 2",
  mae: "functional.l1_loss(z, y)",
  huber: 'functional.huber_loss(z, y, delta=run["huber_delta"])',
  bce_logits: "functional.binary_cross_entropy_with_logits(z, y)",
  softmax_ce: "functional.cross_entropy(z, y)",
};

/** Surfaces of two numbers, in double precision as the page computes them. @type {Readonly<Record<string, string>>} */
export const FORMULAS = {
  bowl: "(a**2 + 10 * b**2) / 2",
  ravine: "(a**2 + 50 * b**2) / 2",
  saddle: "(a**2 - b**2) / 2",
  saddle4: "a**2 / 2 - b**2 / 2 + b**4 / 4",
  monkey: "a**3 - 3 * a * b**2",
  rosenbrock: "(1 - a)**2 + 100 * (b - a**2)**2",
  beale: "(1.5 - a + a * b)**2 + (2.25 - a + a * b**2)**2 + (2.625 - a + a * b**3)**2",
  himmelblau: "(a**2 + b - 11)**2 + (a + b**2 - 7)**2",
  styblinski: "(a**4 - 16 * a**2 + 5 * a + b**4 - 16 * b**2 + 5 * b) / 2",
  rastrigin: "20 + a**2 - 10 * torch.cos(2 * math.pi * a) + b**2 - 10 * torch.cos(2 * math.pi * b)",
  pit: "(a**2 + b**2) / 2 - 7 * torch.exp(-((a - 4)**2 + b**2) / (2 * 0.35**2))",
};

/** Networks of which two numbers move; all other weights stand still. @type {Readonly<Record<string, string>>} */
export const NEURONS = {
  line: "params[0] * x + params[1]",
  neuron: "torch.tanh(params[0] * x[:, 0:1] + params[1] * x[:, 1:2])",
  judges: "params[0] * x[:, 0:1] + 0.1 * x[:, 1:2] + params[1] * x[:, 2:3]",
};

/** What the learning rate of the dial is multiplied by at a step. @type {Readonly<Record<string, string>>} */
export const COURSES = {
  constant: "factor = 1.0",
  step: 'factor = run["schedule_decay"] ** (step // length)',
  exponential: 'factor = run["schedule_decay"] ** (step / length)',
  cosine: 'factor = between(1.0, run["schedule_decay"], min(step / length, 1.0))',
  inverse_sqrt: "factor = 1.0 / math.sqrt(1.0 + step / length)",
  one_cycle: `top = 0.3 * length - 1.0
        if step <= top:
            factor = between(1 / 25, 1.0, step / top)
        else:
            factor = between(1.0, 4e-6, min((step - top) / (length - 1.0 - top), 1.0))`,
};

export const BETWEEN = `
def between(start, end, share):
    """From start to end by half a cosine."""
    return end + (start - end) * (1.0 + math.cos(math.pi * share)) / 2.0
`;

/** The page's generator. @param {boolean} isNormal whether normal numbers are wanted */
export function random(isNormal) {
  const normal = `
    def normal(self):
        """Mean 0, variance 1 (Marsaglia's polar method, which makes them in pairs)."""
        if self.spare is not None:
            spare, self.spare = self.spare, None
            return spare
        while True:
            x, y = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            square = x * x + y * y
            if 0 < square < 1:
                size = math.sqrt(-2 * math.log(square) / square)
                self.spare = y * size
                return x * size

    def uniform(self):
        return (self.bits() >> 11) / 2**53
`;
  return `
class Random:
    """The page's random numbers: xoshiro256++ (Blackman & Vigna 2021), filled by splitmix64, one stream for each purpose."""

    def __init__(self, seed, purpose, step=None):
        self.spare = None
        self.fill(purpose << 32 | seed)
        if step is not None:
            self.fill(self.bits() + step & M)

    def fill(self, number):
        self.state = []
        for _ in range(4):
            number = number + 0x9E3779B97F4A7C15 & M
            bits = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & M
            bits = (bits ^ bits >> 27) * 0x94D049BB133111EB & M
            self.state.append(bits ^ bits >> 31)

    def bits(self):
        a, b, c, d = self.state
        answer = turned(a + d & M, 23) + a & M
        shifted = b << 17 & M
        c, d = c ^ a, d ^ b
        b, a = b ^ c, a ^ d
        self.state = [a, b, c ^ shifted, turned(d, 45)]
        return answer
${isNormal ? normal : ""}
    def shuffle(self, items):
        for last in range(len(items) - 1, 0, -1):
            other = self.bits() * (last + 1) >> 64
            items[last], items[other] = items[other], items[last]


M = 2**64 - 1


def turned(number, by):
    return (number << by | number >> 64 - by) & M
`;
}

export const BATCHES = `
class Batches:
    """All rows in a new order, cut into pieces; the last piece before the next order may be smaller."""

    def __init__(self, run):
        self.size = run["batch_size"]
        self.order = list(range(len(TRAIN[0])))
        self.next = len(self.order)
        self.random = Random(run["seed"], purpose=4)

    def rows(self):
        if self.next == len(self.order):
            self.random.shuffle(self.order)
            self.next = 0
        rows = self.order[self.next:self.next + self.size]
        self.next += len(rows)
        return TRAIN[0][rows], TRAIN[1][rows]
`;

export const END = `
def compare(number):
    """Walks, and says how far the losses on the way are from the page's. Returns the greatest difference, as a share."""
    run = RUNS[number]
    _, seen = walk(number, run["last_step"])
    curve = run["curve"].double()
    print(f"{run['name']}: {len(curve)} points from step {run['first_step']} to {run['last_step']}")
    greatest = 0.0
    for column, part in ((1, "training"), (2, "validation")):
        page = curve[:, column]
        if page.isnan().any():
            continue
        here = torch.tensor([seen[int(step)][column - 1] for step in curve[:, 0]], dtype=torch.float64)
        # A share of the loss; where that is almost 0, of a ten thousandth of the first one.
        share = (here - page).abs() / torch.maximum(page.abs(), 1e-4 * page[0].abs()).clamp(min=1e-30)
        at = int(share.argmax())
        step = int(curve[at, 0])
        print(f"  {part} loss: at most {share[at]:.1e} apart, at step {step}: {here[at]:.7g} here, {page[at]:.7g} there")
        if share[at] > TOLERANCE:
            print(f"    more than {TOLERANCE} apart from step {int(curve[(share > TOLERANCE).nonzero()[0, 0], 0])} on")
        greatest = max(greatest, share[at].item())
    return greatest


if __name__ == "__main__":
    apart = max(compare(number) for number in range(len(RUNS)))
    print(f"Greatest difference: {apart:.3e} of the loss.")
    print(f"The curves agree within {TOLERANCE}." if apart <= TOLERANCE else f"The curves are more than {TOLERANCE} apart.")
`;
