#!/usr/bin/env python3
"""Fits the weights of src/wire/token_estimate.cpp to counted.jsonl (corpus.py, count.mjs) and prints them, and how
far off they are on the texts that were held out. Needs numpy.

A text's estimate is the sum, over its bytes, of a weight that depends on the class of the byte and of the one before
it. Weights minimise the mean relative error over all kinds of text.
"""
import json, sys
import numpy as np

# As in src/wire/token_estimate.cpp.
CLASSES = 16
LINE_START = 5
UNIT = 128  # weights are in 1/128 token
SELDOM = 50  # a pair that was met less often is not fitted ...
SELDOM_WEIGHT = UNIT // 2  # ... but is worth half a token


def class_of(byte):
    char = chr(byte)
    if byte < 0x80:
        if char in "jkqxz": return 1
        if char.islower(): return 0
        if char.isupper(): return 2
        if char.isdigit(): return 3
        if char == " ": return 4
        if char in "\t\n\r": return 5
        return 7 if char in "!$%()*+<>@[\\]^|" or byte < 0x20 or byte == 0x7F else 6
    for last, name in ((0xBF, 8), (0xC9, 9), (0xCF, 13), (0xD3, 10), (0xD7, 13), (0xDF, 10), (0xE1, 11), (0xE2, 12),
                       (0xE9, 14)):
        if byte <= last: return name
    return 15


def pair_counts(texts):
    table = np.array([class_of(byte) for byte in range(256)])
    counts = np.zeros((len(texts), CLASSES * CLASSES))
    for row, text in zip(counts, texts):
        classes = table[np.frombuffer(text.encode(), np.uint8)]
        before = np.concatenate([[LINE_START], classes[:-1]])
        row[:] = np.bincount(before * CLASSES + classes, minlength=row.size)
    return counts


def least_deviations(counts, tokens, importance, most):
    """Weights from 0 to `most` with the least sum of importance * |counts @ weights / tokens - 1|: reweighted least
    squares, each solved by coordinate descent, with a slight pull to 0.3 tokens where the texts do not decide."""
    scaled = counts / tokens[:, None]
    norms = np.sqrt((scaled ** 2).mean(0)) + 1e-12
    scaled /= norms
    pull = 1e-4
    weights, emphasis = np.zeros(norms.size), importance.copy()
    for _ in range(60):
        normal = (scaled * emphasis[:, None]).T @ scaled + pull * emphasis.sum() * np.eye(norms.size)
        target = scaled.T @ emphasis + pull * emphasis.sum() * 0.3 * norms
        for _ in range(200):
            before = weights.copy()
            for at in range(norms.size):
                rest = target[at] - normal[at] @ weights + normal[at, at] * weights[at]
                weights[at] = np.clip(rest / normal[at, at], 0, most[at] * norms[at])
            if np.abs(weights - before).max() < 1e-6 * weights.max(): break
        emphasis = importance / np.maximum(np.abs(scaled @ weights - 1), 0.01)
    return weights / norms


def fit(counts, samples, kinds):
    """English and Markdown count more, as most prompts are; cl100k_base a quarter, where the two disagree."""
    per_kind = {kind: sum(each["kind"] == kind for each in samples) for kind in kinds}
    importance = np.array([{"english": 3, "markdown": 2}.get(each["kind"], 1) / per_kind[each["kind"]]
                           for each in samples])
    often = counts.sum(0) >= SELDOM
    weights = np.full(CLASSES * CLASSES, float(SELDOM_WEIGHT))
    seldom = counts[:, ~often] @ weights[~often] / UNIT
    ascii_ends = np.arange(often.size) % CLASSES < 8
    most = np.where(ascii_ends, 1.25, 255 / UNIT)
    tokens = [np.array([each[name] for each in samples], float) - seldom for name in ("o200k", "cl100k")]
    weights[often] = UNIT * least_deviations(np.vstack([counts[:, often]] * 2),
                                             np.maximum(np.concatenate(tokens), 1),
                                             np.concatenate([importance, importance / 4]), most[often])
    return np.round(weights)


def report(estimates, samples, kinds):
    sizes = np.array([len(each["text"].encode()) for each in samples])
    print("| kind of text | texts | bytes a token | o200k_base | bytes/4 | cl100k_base | bytes/4 |\n|" + " --- |" * 7)
    for kind in kinds:
        rows = np.array([each["kind"] == kind for each in samples])
        cells = []
        for name in ("o200k", "cl100k"):
            true = np.array([each[name] for each in samples])[rows]
            for guess in (np.rint(estimates[rows]), sizes[rows] / 4):
                error = 100 * np.abs(guess / true - 1)
                cells.append(f"{np.median(error):.0f} % / {np.percentile(error, 95):.0f} %")
        true = np.array([each["o200k"] for each in samples])[rows]
        print(f"| {kind} | {rows.sum()} | {np.median(sizes[rows] / true):.1f} | " + " | ".join(cells) + " |")


def main():
    samples = [json.loads(line) for line in open(sys.argv[1])]
    kinds = sorted({each["kind"] for each in samples})
    held_out = np.array([each["held_out"] for each in samples])
    counts = pair_counts([each["text"] for each in samples])
    weights = fit(counts[~held_out], [each for each in samples if not each["held_out"]], kinds)
    for row in weights.astype(int).reshape(CLASSES, CLASSES):
        print("    " + ", ".join(f"{weight}" for weight in row) + ",")
    report(counts[held_out] @ weights / UNIT, [each for each in samples if each["held_out"]], kinds)


if __name__ == "__main__":
    main()
