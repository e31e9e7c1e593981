"""Makes tests/golden/schedules.json: the rates of torch.optim.lr_scheduler, one epoch a step.

    pip install torch
    python tests/golden/schedules.py

The version of PyTorch stands inside the file.
"""

import json
import math
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as schedulers

RATE = 0.3
# One cycle ends at T - 1 and PyTorch goes no further; a cosine goes up again after T.
STEPS = 40


def course(name, optimizer, steps, decay):
    if name == "constant":
        return schedulers.MultiplicativeLR(optimizer, lambda step: 1.0)
    if name == "step":
        return schedulers.StepLR(optimizer, step_size=steps, gamma=decay)
    if name == "exponential":
        return schedulers.ExponentialLR(optimizer, gamma=decay ** (1 / steps))
    if name == "cosine":
        return schedulers.CosineAnnealingLR(optimizer, T_max=steps, eta_min=decay * RATE)
    if name == "inverse_sqrt":
        return schedulers.LambdaLR(optimizer, lambda step: 1 / math.sqrt(1 + step / steps))
    return schedulers.OneCycleLR(optimizer, max_lr=RATE, total_steps=steps, cycle_momentum=False)


def table(name, steps=10, decay=0.5, warmup=0):
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=RATE)
    # A warm-up is chained, which multiplies; LambdaLR, a cosine with a floor and one cycle are not made for that.
    rise = None
    if warmup > 0:
        rise = schedulers.LinearLR(optimizer, start_factor=1 / warmup, end_factor=1.0, total_iters=warmup - 1)
    scheduler = course(name, optimizer, steps, decay)
    if rise:
        scheduler = schedulers.ChainedScheduler([rise, scheduler])
    last = {"cosine": steps, "one_cycle": steps - 1}.get(name, STEPS)
    rates = [optimizer.param_groups[0]["lr"]]
    for _ in range(last):
        optimizer.step()
        scheduler.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return {"course": name, "steps": steps, "decay": decay, "warmup": warmup, "learning_rate": RATE, "rates": rates}


warnings.simplefilter("error")
tables = [
    table("constant"),
    table("constant", warmup=8),
    table("step", 10, 0.5),
    table("step", 7, 0.1),
    table("step", 5, 0.9, warmup=12),
    table("exponential", 1, 0.95),
    table("exponential", 10, 0.5),
    table("exponential", 25, 0.1, warmup=5),
    table("cosine", 30, 0.0),
    table("cosine", 40, 0.1),
    table("cosine", 25, 0.0, warmup=6),
    table("inverse_sqrt", 1, 0.5),
    table("inverse_sqrt", 12, 0.5),
    table("one_cycle", 40),
    table("one_cycle", 11),
    table("one_cycle", 5),
]
lines = ",\n".join(json.dumps(entry) for entry in tables)
head = f'"generated_by": "tests/golden/schedules.py", "torch": {json.dumps(torch.__version__)}'
pathlib.Path(__file__).with_name("schedules.json").write_text(f'{{{head}, "tables": [\n{lines}\n]}}\n')
