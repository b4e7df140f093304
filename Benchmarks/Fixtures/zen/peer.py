"""GoRules ZEN as a peer: the decision table of bench.routing, its content compiled once, by a loader.

Reads lines `N` from standard input and answers each with the nanoseconds that N decisions took.
"""

import json
import sys
import time

import zen

with open(sys.argv[1], encoding="utf-8") as file:
    content = zen.ZenDecisionContent(file.read())
with open(sys.argv[2], encoding="utf-8") as file:
    record = json.load(file)
engine = zen.ZenEngine({"loader": lambda key: content})
answer = engine.evaluate("routing", record)["result"]
if answer != {"unit": "HQ.CARD", "because": "large_card"}:
    sys.exit(f"the peer decides otherwise: {answer}")
evaluate = engine.evaluate
for line in sys.stdin:
    rounds = range(int(line))
    start = time.perf_counter_ns()
    for _ in rounds:
        evaluate("routing", record)
    print(time.perf_counter_ns() - start, flush=True)
