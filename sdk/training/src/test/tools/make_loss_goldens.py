"""Writes src/test/resources/loss-goldens.json: the loss of twelve steps of AdamW by transformers, with all dropout off.

    python -m venv venv && venv/bin/pip install torch==2.6.0 transformers==4.57.6
    venv/bin/python sdk/training/src/test/tools/make_loss_goldens.py

Weights are not stored: they are drawn from the hash of a parameter's name (without "bert." and the like), here and in
LossParityTest alike.
"""

import json
import pathlib

import numpy
import torch
import transformers

SIZES = dict(vocab_size=60, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48,
             max_position_embeddings=40, num_labels=3)
NO_DROPOUT = dict(hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
MODELS = {
    "bert": dict(**SIZES, **NO_DROPOUT, type_vocab_size=2, pad_token_id=0),
    "roberta": dict(**SIZES, **NO_DROPOUT, type_vocab_size=1, pad_token_id=1),
    "albert": dict(**SIZES, **NO_DROPOUT, classifier_dropout_prob=0.0, embedding_size=16, type_vocab_size=2, pad_token_id=0),
    "electra": dict(**SIZES, **NO_DROPOUT, embedding_size=16, type_vocab_size=2, pad_token_id=0),
    "distilbert": dict(vocab_size=60, dim=32, n_layers=2, n_heads=4, hidden_dim=48, max_position_embeddings=40, num_labels=3,
                       dropout=0.0, attention_dropout=0.0, seq_classif_dropout=0.0, pad_token_id=0),
    "mpnet": dict(**SIZES, **NO_DROPOUT, pad_token_id=1),
    "deberta-v2": dict(**SIZES, **NO_DROPOUT, pooler_hidden_size=32, pooler_dropout=0.0, cls_dropout=0.0, type_vocab_size=0,
                       relative_attention=True, position_biased_input=False, share_att_key=True, position_buckets=8,
                       pos_att_type=["p2c", "c2p"], norm_rel_ebd="layer_norm", pad_token_id=0),
    "modernbert": dict(**SIZES, local_attention=6, global_attn_every_n_layers=2, pad_token_id=0, bos_token_id=1,
                       eos_token_id=2, cls_token_id=1, sep_token_id=2, reference_compile=False),
}
STEPS, WARM_UP, RATE, DECAY, CLIP = 12, 3, 2e-3, 0.01, 1.0
MASK64 = (1 << 64) - 1


def weights(name, shape):
    """Numbers in [-0.3, 0.3), around 1 for the gain of a norm: splitmix64 from the FNV-1a hash of the name."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 & MASK64
    count = int(numpy.prod(shape))
    z = numpy.uint64(seed) + numpy.arange(1, count + 1, dtype=numpy.uint64) * numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ z >> numpy.uint64(30)) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ z >> numpy.uint64(27)) * numpy.uint64(0x94D049BB133111EB)
    z = z ^ z >> numpy.uint64(31)
    unit = (z >> numpy.uint64(40)).astype(numpy.float64) / (1 << 24)
    gain = 1.0 if len(shape) == 1 and name.endswith(".weight") else 0.0
    return torch.from_numpy(((unit - 0.5) * 0.6 + gain).astype(numpy.float32).reshape(tuple(shape)))


def batches(random):
    """Four texts each, of 3 to 14 tokens."""
    result = []
    for _ in range(STEPS):
        lengths = random.integers(3, 15, 4)
        result.append(dict(ids=[[int(i) for i in random.integers(3, 60, n)] for n in lengths],
                           labels=[int(i) for i in random.integers(0, 3, 4)]))
    return result


def rate(step):
    """Linear warm-up, then linear to 0; steps from 1."""
    return RATE * (step / WARM_UP if step <= WARM_UP else (STEPS - step) / (STEPS - WARM_UP))


def train(model_type, options, steps):
    config = transformers.AutoConfig.for_model(model_type, **options)
    model = transformers.AutoModelForSequenceClassification.from_config(config, attn_implementation="eager")
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(weights(name.removeprefix(model.base_model_prefix + "."), parameter.shape))
    model.train()
    plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "norm" in n.lower()]
    decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "norm" in n.lower())]
    optimizer = torch.optim.AdamW([dict(params=decayed, weight_decay=DECAY), dict(params=plain, weight_decay=0.0)], lr=RATE,
                                  betas=(0.9, 0.999), eps=1e-8)
    losses, norms = [], []
    for number, batch in enumerate(steps, 1):
        width = max(map(len, batch["ids"]))
        ids = torch.full((4, width), options.get("pad_token_id"))
        mask = torch.zeros((4, width), dtype=torch.long)
        for row, text in enumerate(batch["ids"]):
            ids[row, :len(text)] = torch.tensor(text)
            mask[row, :len(text)] = 1
        loss = model(input_ids=ids, attention_mask=mask, labels=torch.tensor(batch["labels"])).loss
        loss.backward()
        norms.append(float(torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)))
        for group in optimizer.param_groups:
            group["lr"] = rate(number)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss))
    return losses, norms


def main():
    steps = batches(numpy.random.default_rng(7))
    models = []
    for model_type, options in MODELS.items():
        losses, norms = train(model_type, options, steps)
        print(model_type, losses[0], "…", losses[-1])
        models.append(dict(config=dict(model_type=model_type, **options), losses=losses, norms=norms))
    golden = dict(transformers=transformers.__version__, torch=torch.__version__, rates=[rate(n) for n in range(1, STEPS + 1)],
                  decay=DECAY, clip=CLIP, batches=steps, models=models)
    path = pathlib.Path(__file__).parents[1] / "resources" / "loss-goldens.json"
    path.write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
