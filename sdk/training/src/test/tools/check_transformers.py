"""Opens trained model directories with transformers 4.57 and compares logits.

    python3 check_transformers.py DIR LOGITS.jsonl [DIR LOGITS.jsonl ...]

LOGITS.jsonl comes from `glossa classify --model DIR --input texts.jsonl --raw --keep-input --format jsonl`: each line has the text under
`input` and the `logits`. Fails if a tensor is missing or left over, or a logit differs by more than 1e-4.
"""
import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

failed = False
for folder, lines in zip(sys.argv[1::2], sys.argv[2::2]):
    model, info = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model.eval()
    worst = 0.0
    count = 0
    for line in open(lines, encoding="utf-8"):
        record = json.loads(line)
        text = record["input"]["text"]
        pair = record["input"].get("text_pair")
        with torch.no_grad():
            logits = model(**tokenizer(text, pair, truncation=True, return_tensors="pt")).logits[0].tolist()
        worst = max([worst] + [abs(a - b) for a, b in zip(logits, record["logits"])])
        count += 1
    loose = {key: sorted(info[key]) for key in ("missing_keys", "unexpected_keys", "mismatched_keys") if info[key]}
    bad = bool(loose) or worst > 1e-4 or count == 0
    failed |= bad
    print(f"{folder}: {type(model).__name__}, {count} texts, largest difference {worst:.2e}, {loose or 'no loose tensors'}"
          f"{' FAILED' if bad else ''}")
sys.exit(failed)
