"""The peer of TrainingBenchmark: transformers and torch eager with fused AdamW, one thread.

    python train_peer.py FOLDER

FOLDER has config.json, model.safetensors and batches.json ({"ids": [[…]], "mask": …, "labels": …} a batch). Each line on standard input
is "FIRST COUNT DTYPE"; for each the steps on those batches are made, and CPU milliseconds a step and the last loss are printed. DTYPE is
float32 or bfloat16 (autocast). Needs torch 2.6.0 and transformers 4.57.6.
"""

import json
import sys
import time

import torch
import transformers


def main():
    folder = sys.argv[1]
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = transformers.AutoModelForSequenceClassification.from_pretrained(folder)
    model.train()
    plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "norm" in n.lower()]
    decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "norm" in n.lower())]
    optimizer = torch.optim.AdamW([dict(params=decayed, weight_decay=0.01), dict(params=plain, weight_decay=0.0)], lr=2e-5,
                                  fused=True)
    with open(folder + "/batches.json", encoding="utf-8") as file:
        batches = [{key: torch.tensor(value) for key, value in batch.items()} for batch in json.load(file)]
    print("ready", torch.__version__, transformers.__version__, flush=True)
    for line in sys.stdin:
        first, count, dtype = line.split()
        begin = time.process_time()
        for number in range(int(first), int(first) + int(count)):
            batch = batches[number % len(batches)]
            with torch.autocast("cpu", torch.bfloat16, enabled=dtype == "bfloat16"):
                loss = model(input_ids=batch["ids"], attention_mask=batch["mask"], labels=batch["labels"]).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            last = loss.item()
        print((time.process_time() - begin) * 1000 / int(count), last, flush=True)


if __name__ == "__main__":
    main()
