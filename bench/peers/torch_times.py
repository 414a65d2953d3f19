"""Times PyTorch's derivatives, in double precision, of the case that is read from the standard input as JSON."""
import json
import statistics
import sys
import time

import torch

torch.set_default_dtype(torch.float64)
case = json.load(sys.stdin)


def rosenbrock(w):
    t = w[1:] - w[:-1] ** 2
    return (100 * t * t + (1 - w[:-1]) ** 2).sum()


def network(w):
    X, y = data["X"], data["y"]
    inputs = X.shape[1]
    hidden = (len(w) - 1) // (inputs + 2)
    W, b, v, c = w[:-1].split([hidden * inputs, hidden, hidden]) + (w[-1],)
    r = torch.tanh(X @ W.reshape(hidden, inputs).T + b) @ v + c - y
    return (r * r).mean()


def logistic(w):
    X, y = data["X"], data["y"]
    z = (X @ w[:20] + w[20]) * y
    return torch.log(1 + torch.exp(-z)).sum() + 0.05 * (w[:20] ** 2).sum()


LOSSES = {"rosenbrock": rosenbrock, "network": network, "logistic": logistic}
loss = LOSSES[case["loss"]]
data = {name: torch.tensor(values) for name, values in case["data"].items()}
start = torch.tensor(case["start"])


def gradient():
    w = start.clone().requires_grad_()
    return torch.autograd.grad(loss(w), w)[0]


def hessian():
    return torch.autograd.functional.hessian(loss, start, vectorize=True)


def milliseconds(run, budget=0.4):
    run()
    times = []
    end = time.perf_counter() + budget
    while not times or time.perf_counter() < end:
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return 1000 * statistics.median(times)


times = {"gradient": {"milliseconds": milliseconds(gradient), "values": gradient().tolist()}}
if case["hessian"]:
    times["hessian"] = {"milliseconds": milliseconds(hessian), "values": hessian().flatten().tolist()}
json.dump(times, sys.stdout)
