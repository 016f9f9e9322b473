#!/usr/bin/env python3
"""Writes src/test/resources/lstm/golden.json: small models of torch.nn.Embedding, LSTM and Linear with random weights, texts of
different length, and the logits that PyTorch gives (packed sequences, so padding is never read).

    python3 -m venv venv && venv/bin/pip install torch==2.6.0
    venv/bin/python models/store/src/test/tools/lstm_golden.py
"""
import json
import pathlib

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

OUT = pathlib.Path(__file__).parent.parent / "resources" / "lstm" / "golden.json"
VOCABULARY, EMBEDDING, LABELS, LENGTH = 11, 5, 3, 6


def case(seed, hidden, layers, bidirectional, pooling):
    torch.manual_seed(seed)
    size = hidden // 2 if bidirectional else hidden
    embedding = nn.Embedding(VOCABULARY, EMBEDDING)
    lstm = nn.LSTM(EMBEDDING, size, layers, batch_first=True, bidirectional=bidirectional)
    classifier = nn.Linear(hidden, LABELS)
    lengths = [LENGTH, 1, 4]
    ids = torch.randint(1, VOCABULARY, (len(lengths), LENGTH))
    mask = torch.zeros_like(ids)
    for row, length in enumerate(lengths):
        ids[row, length:] = 0
        mask[row, :length] = 1
    with torch.no_grad():
        packed = pack_padded_sequence(embedding(ids), torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        output, (state, _) = lstm(packed)
        states, _ = pad_packed_sequence(output, batch_first=True, total_length=LENGTH)
        if pooling == "last":
            pooled = torch.cat([state[-2], state[-1]], dim=1) if bidirectional else state[-1]
        else:
            pooled = states.masked_fill(mask.unsqueeze(2) == 0, float("-inf")).amax(dim=1)
        logits = classifier(pooled)
    parameters = {}
    for prefix, module in (("embedding", embedding), ("lstm", lstm), ("classifier", classifier)):
        for name, value in module.state_dict().items():
            parameters[prefix + "." + name] = {"shape": list(value.shape), "values": value.flatten().tolist()}
    config = {"model_type": "glossa-lstm", "vocab_size": VOCABULARY, "embedding_size": EMBEDDING, "hidden_size": hidden,
              "num_hidden_layers": layers, "bidirectional": bidirectional, "pooling": pooling, "num_labels": LABELS}
    return {"config": config, "parameters": parameters, "ids": ids.tolist(), "mask": mask.tolist(), "states": states.tolist(),
            "logits": logits.tolist()}


cases = [case(1, 4, 1, False, "last"), case(2, 4, 2, False, "max"), case(3, 6, 2, True, "last"), case(4, 6, 2, True, "max")]
OUT.parent.mkdir(parents=True, exist_ok=True)
body = ",\n".join(json.dumps(c) for c in cases)
OUT.write_text('{"made_with": "torch %s",\n"cases": [\n%s\n]}\n' % (torch.__version__.split("+")[0], body), encoding="utf-8")
