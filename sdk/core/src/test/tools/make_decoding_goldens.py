"""Writes what generate of transformers makes of a decoder whose logits are a hash: python make_decoding_goldens.py [TARGET]

TARGET is sdk/core/src/test/resources/decoding/decoding.jsonl beside this script by default; one case a line. Needs transformers 4.57.6 and
torch 2.6.0. The same versions give the same bytes. The decoder is HashModel, here and in Java: logits are integers hashed from source
and prefix, scaled by exact operations, so both sides see the same floats. Every source is generated for alone; the script also runs each case as a padded
batch and counts where that differs, which must only be where rules read the padding.
"""
import json
import pathlib
import random
import sys
import warnings

import numpy as np
import torch
import transformers
from transformers import GenerationConfig, GenerationMixin, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import BaseModelOutput, Seq2SeqLMOutput

warnings.simplefilter("ignore")
transformers.logging.set_verbosity_error()
TARGET = pathlib.Path(__file__).parent.parent / "resources" / "decoding" / "decoding.jsonl"
START, PAD, EOS = 0, 1, 2
MASK = np.int64(0xFFFFFFFF)


def mix(x):
    x = x & MASK
    x ^= x >> 16
    x = (x * 0x7FEB352D) & MASK
    x ^= x >> 15
    x = (x * 0x846CA68B) & MASK
    return x ^ (x >> 16)


def fold(state, token):
    return mix(state + token + 1)


def logits(state, length, vocabulary):
    """float32, shape [rows, vocabulary]; the end token grows likelier with length."""
    token = np.arange(vocabulary, dtype=np.int64) * 0x9E3779B9
    unit = (mix(state[:, None] + token) >> 8).astype(np.float32) / np.float32(1 << 24)
    x = unit * np.float32(8) - np.float32(4)
    scores = x * np.abs(x) * np.float32(0.25)
    scores[:, EOS] += np.float32(length) * np.float32(0.25) - np.float32(2)
    return scores


class HashConfig(PretrainedConfig):
    model_type = "hash"
    is_encoder_decoder = True

    def __init__(self, vocab_size=32, kind="prefix", **kwargs):
        super().__init__(is_encoder_decoder=True, **kwargs)
        self.vocab_size = vocab_size
        self.kind = kind


class HashEncoder(torch.nn.Module):
    main_input_name = "input_ids"

    def forward(self, input_ids, attention_mask=None, **kwargs):
        ids, mask = input_ids.numpy(), attention_mask.numpy()
        states = []
        for row, keep in zip(ids, mask):
            state = np.array([0x2545F491], dtype=np.int64)
            for token in row[keep == 1]:
                state = fold(state, token)
            states.append(int(state[0]))
        return BaseModelOutput(last_hidden_state=torch.tensor(states).reshape(-1, 1, 1))


class HashModel(PreTrainedModel, GenerationMixin):
    config_class = HashConfig
    main_input_name = "input_ids"

    def __init__(self, config):
        super().__init__(config)
        self.encoder = HashEncoder()
        self.weight = torch.nn.Parameter(torch.zeros(1))

    def get_encoder(self):
        return self.encoder

    def prepare_inputs_for_generation(self, decoder_input_ids, encoder_outputs=None, **kwargs):
        return {"decoder_input_ids": decoder_input_ids, "encoder_outputs": encoder_outputs}

    def forward(self, input_ids=None, attention_mask=None, decoder_input_ids=None, encoder_outputs=None, return_dict=True):
        source = encoder_outputs.last_hidden_state.reshape(-1).numpy()
        ids = decoder_input_ids.numpy()
        if self.config.kind == "prefix":
            state = source
            for i in range(ids.shape[1]):
                state = fold(state, ids[:, i])
        else:
            state = fold(source, ids[:, -1])
        return Seq2SeqLMOutput(logits=torch.from_numpy(logits(state, ids.shape[1], self.config.vocab_size))[:, None])


def generate(model, sources, options, prefix):
    longest = max(map(len, sources))
    ids = torch.tensor([s + [PAD] * (longest - len(s)) for s in sources])
    mask = torch.tensor([[1] * len(s) + [0] * (longest - len(s)) for s in sources])
    extra = {"decoder_input_ids": torch.tensor([[START] + prefix] * len(sources))} if prefix else {}
    torch.manual_seed(1)
    out = model.generate(ids, attention_mask=mask, use_cache=False, output_scores=True, return_dict_in_generate=True, **extra, **options)
    per = out.sequences.shape[0] // len(sources)
    prompt = 1 + len(prefix)
    if options.get("num_beams", 1) > 1:
        lengths = (out.beam_indices >= 0).sum(dim=1).tolist()
        rows = [row[:prompt + n] for row, n in zip(out.sequences.tolist(), lengths)]
        scores = out.sequences_scores.tolist()
    else:
        ends = options.get("eos_token_id", EOS)
        ends = ends if isinstance(ends, list) else [ends]
        rows, scores = [], []
        steps = model.compute_transition_scores(out.sequences, out.scores, normalize_logits=True)
        for row, step in zip(out.sequences.tolist(), steps):
            end = next((i + 1 for i in range(prompt, len(row)) if row[i] in ends), len(row))
            rows.append(row[:end])
            n = end - prompt
            scores.append(float(step[:n].sum() / n ** options.get("length_penalty", 1.0)))
    return [rows[i * per:(i + 1) * per] for i in range(len(sources))], [scores[i * per:(i + 1) * per] for i in range(len(sources))], out


def draw(r, vocabulary, beams):
    """Options at random; each is off more often than not."""
    def token():
        return r.randrange(3, vocabulary)

    options = {"num_beams": beams}
    if r.random() < 0.7:
        options["max_new_tokens"] = r.choice([2, 3, 5, 8, 12, 20])
    elif r.random() < 0.7:
        options["max_length"] = r.choice([6, 9, 14, 20])
    if beams > 1:
        if r.random() < 0.6:
            options["length_penalty"] = r.choice([0.0, 0.6, 1.0, 2.0, -0.5, -2.0])
        if r.random() < 0.7:
            options["early_stopping"] = r.choice([True, False, "never"])
        if r.random() < 0.5:
            options["num_return_sequences"] = r.randint(1, beams)
    maybe = {
        "min_new_tokens": lambda: r.choice([1, 3, 6]), "min_length": lambda: r.choice([2, 5, 8]),
        "no_repeat_ngram_size": lambda: r.choice([1, 2, 3, 4]), "encoder_no_repeat_ngram_size": lambda: r.choice([1, 2, 3]),
        "repetition_penalty": lambda: r.choice([0.8, 1.2, 2.0]), "encoder_repetition_penalty": lambda: r.choice([0.7, 1.3]),
        "bad_words_ids": lambda: [[EOS]] + [[token() for _ in range(r.randint(1, 3))] for _ in range(r.randint(1, 12))],
        "forced_bos_token_id": token, 
        # Two forced tokens tie exactly, and torch.topk orders ties as it happens; torch.argmax takes the first.
        "forced_eos_token_id": lambda: r.choice([EOS, EOS, [EOS, 5]]) if beams == 1 else EOS,
        "suppress_tokens": lambda: [token() for _ in range(4)], "begin_suppress_tokens": lambda: [EOS, token(), token()],
        "renormalize_logits": lambda: True, "remove_invalid_values": lambda: True,
        "exponential_decay_length_penalty": lambda: [r.randint(1, 4), r.choice([1.05, 1.5])],
        "eos_token_id": lambda: [EOS, 7] if r.random() < 0.7 else [EOS, 7, 11],
    }
    for name, value in maybe.items():
        if r.random() < 0.16:
            options[name] = value()
    if {"min_new_tokens", "min_length", "forced_eos_token_id", "forced_bos_token_id", "eos_token_id", "no_repeat_ngram_size",
        "begin_suppress_tokens", "encoder_no_repeat_ngram_size", "bad_words_ids"} & options.keys():
        # On a forbidden end token this penalty gives NaN, which torch sorts first.
        options.pop("exponential_decay_length_penalty", None)
    if options.get("max_length") is not None and "max_new_tokens" in options:
        del options["max_length"]
    return options


def model_of(kind, vocabulary):
    model = HashModel(HashConfig(vocab_size=vocabulary, kind=kind))
    model.generation_config = GenerationConfig(decoder_start_token_id=START, pad_token_id=PAD, eos_token_id=EOS)
    return model.eval()


def main():
    target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    r = random.Random(20261201)
    lines, differing, unexplained = [], 0, 0
    for number in range(600):
        kind, vocabulary = r.choice(["prefix", "prefix", "loop"]), r.choice([24, 33, 48])
        model = model_of(kind, vocabulary)
        options = draw(r, vocabulary, r.choice([1, 2, 3, 4, 4, 5, 6]))
        prefix = [r.randrange(3, vocabulary) for _ in range(r.randint(1, 3))] if r.random() < 0.15 else []
        sources = [[r.randrange(3, vocabulary) for _ in range(r.randint(1, 7))] + [EOS] for _ in range(r.randint(1, 3))]
        outputs, scores = [], []
        for source in sources:
            rows, values, _ = generate(model, [source], options, prefix)
            outputs += rows
            scores += values
        together, _, _ = generate(model, sources, options, prefix)
        if together != outputs:
            differing += 1
            reads_padding = any(name.startswith("encoder_") for name in options)
            unexplained += not reads_padding
        lines.append({"kind": kind, "vocabulary": vocabulary, "options": options, "prefix": prefix, "sources": sources,
                      "outputs": outputs, "scores": [[v if np.isfinite(v) else None for v in values] for values in scores]})
    for number in range(60):
        kind, vocabulary = r.choice(["prefix", "loop"]), r.choice([24, 33, 48])
        options = {"do_sample": True, "max_new_tokens": 6, "top_k": r.choice([0, 1, 3, 8, 50]), "top_p": r.choice([1.0, 0.95, 0.7, 0.2, 0.0]),
                   "temperature": r.choice([1.0, 0.5, 1.7])}
        if r.random() < 0.3:
            options["repetition_penalty"] = 1.3
        if r.random() < 0.3:
            options["renormalize_logits"] = True
        source = [r.randrange(3, vocabulary) for _ in range(4)] + [EOS]
        rows, _, out = generate(model_of(kind, vocabulary), [source], options, [])
        kept = []
        for step in out.scores[:len(rows[0][0]) - 1]:
            values = torch.log_softmax(step[0], dim=-1)
            kept.append({str(i): round(float(v), 6) for i, v in enumerate(values) if v > -1e30})
        lines.append({"kind": kind, "vocabulary": vocabulary, "options": options, "prefix": [], "sources": [source],
                      "outputs": rows, "kept": kept})
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(json.dumps(line, separators=(",", ":"), allow_nan=False) + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} cases; as a batch {differing} differ, {unexplained} of them without a rule that reads padding")


if __name__ == "__main__":
    main()
