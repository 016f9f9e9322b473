"""Makes freshly seeded checkpoints of every architecture and records what transformers computes with them:

    python make_checkpoints.py OUT [--each N] [--seed S] [--only ARCHITECTURE] [--small]

Needs torch 2.6, transformers 4.57.6, sentence-transformers 5 and safetensors. N checkpoints of each architecture, of drawn
sizes, options, heads and forms of file, each a folder of OUT with config.json, weights and records.json: the head, and batches
of ids, mask and types with the numbers that come out. The reference is what transformers reads from that very folder, in fp32
on a CPU. With --small sizes are tiny and records few, for the copy in src/test/resources/models/checkpoints.
"""
import argparse
import json
import pathlib
import random
import shutil

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification, AutoModelForTokenClassification

ACTIVATIONS = ["gelu", "gelu_new", "gelu_fast", "gelu_python", "gelu_accurate", "gelu_pytorch_tanh", "quick_gelu", "relu",
               "silu", "swish", "tanh", "sigmoid", "linear", "gelu_10", "relu2", "relu6", "leaky_relu", "mish"]
HEADS = ["sequence", "sequence", "multi-label", "regression", "rerank", "token", "token", "hidden", "hidden", "pre-trained",
         "cls", "mean", "max", "hidden of a classifier"]
FORMS = ["safetensors", "safetensors", "half", "bfloat", "sharded", "bin", "sharded bin", "old bin"]
PRE_TRAINING = {"bert": "BertForPreTraining", "distilbert": "DistilBertForMaskedLM", "roberta": "RobertaForMaskedLM",
                "xlm-roberta": "XLMRobertaForMaskedLM", "camembert": "CamembertForMaskedLM", "electra": "ElectraForPreTraining",
                "albert": "AlbertForPreTraining", "mpnet": "MPNetForMaskedLM", "deberta-v2": "DebertaV2ForMaskedLM",
                "modernbert": "ModernBertForMaskedLM"}
ARCHITECTURES = list(PRE_TRAINING)


def sizes(draw, small, even):
    heads = draw.choice([1, 2, 3, 5, 7])
    width = heads * draw.choice([2, 4, 6] if even else [1, 3, 4, 5])
    while width < 6 or small and width > 12:
        heads = draw.choice([1, 2, 3])
        width = heads * draw.choice([2, 4, 6] if even else [3, 4, 5])
    if not small and draw.random() < 0.2:
        heads, width = 3, 48
    return {"num_attention_heads": heads, "hidden_size": width, "num_hidden_layers": draw.randint(1, 2 if small else 4),
            "intermediate_size": draw.randint(1, 8 if small else 70), "vocab_size": draw.randint(*((10, 16) if small else (20, 90))),
            "max_position_embeddings": draw.randint(9, 16 if small else 60)}


def drawn(kind, draw, small):
    """Keyword arguments of a configuration."""
    values = sizes(draw, small, kind == "modernbert")
    act = draw.choice(ACTIVATIONS)
    if draw.random() < 0.5:
        act = "gelu"
    values["pad_token_id"] = draw.choice([0, 1, 2, 5])
    if kind == "distilbert":
        return {"n_heads": values["num_attention_heads"], "dim": values["hidden_size"], "n_layers": values["num_hidden_layers"],
                "hidden_dim": values["intermediate_size"], "vocab_size": values["vocab_size"],
                "max_position_embeddings": values["max_position_embeddings"], "pad_token_id": values["pad_token_id"],
                "activation": act, "sinusoidal_pos_embds": draw.random() < 0.3, "seq_classif_dropout": 0.3}
    if kind == "modernbert":
        values.update(hidden_activation=act, classifier_activation=draw.choice(["gelu", "relu", "tanh"]),
                      norm_bias=draw.random() < 0.4, attention_bias=draw.random() < 0.4, mlp_bias=draw.random() < 0.4,
                      classifier_bias=draw.random() < 0.5, classifier_pooling=draw.choice(["cls", "mean"]),
                      global_attn_every_n_layers=draw.choice([1, 2, 3]), local_attention=draw.choice([2, 5, 8, 16]),
                      global_rope_theta=draw.choice([160000.0, 1000.0]), local_rope_theta=draw.choice([None, 10000.0, 500.0]),
                      norm_eps=draw.choice([1e-5, 1e-3]), reference_compile=False, cls_token_id=3, sep_token_id=4,
                      bos_token_id=3, eos_token_id=4)
        return values
    values.update(hidden_act=act, layer_norm_eps=draw.choice([1e-12, 1e-5, 1e-2]), type_vocab_size=draw.choice([1, 2, 3]))
    if kind != "deberta-v2" and kind != "albert" and draw.random() < 0.3:
        values["classifier_dropout"] = 0.25
    if kind in ("bert", "roberta", "xlm-roberta", "camembert", "electra", "albert"):
        values["position_embedding_type"] = draw.choice(["absolute"] * 3 + ["relative_key", "relative_key_query"])
    if kind in ("electra", "albert", "deberta-v2") and draw.random() < 0.7:
        values["embedding_size"] = draw.randint(3, 20)
    if kind == "albert":
        values["num_hidden_groups"] = draw.randint(1, values["num_hidden_layers"])
        # transformers fails with more inner layers than layers in a group.
        most = values["num_hidden_layers"] // values["num_hidden_groups"]
        values["inner_group_num"] = draw.randint(1, min(3, most))
        values["classifier_dropout_prob"] = 0.2
    if kind == "mpnet":
        del values["type_vocab_size"]
        values["relative_attention_num_buckets"] = draw.choice([32, 32, 40])
    if kind == "deberta-v2":
        third = draw.random() < 0.4
        values.update(type_vocab_size=0 if third else draw.choice([0, 0, 1, 2, 3]), relative_attention=draw.random() < 0.85,
                      position_biased_input=not third and draw.random() < 0.4,
                      share_att_key=third or draw.random() < 0.4,
                      pos_att_type=draw.choice([["p2c", "c2p"], "p2c|c2p", "c2p", ["p2c"], []]),
                      position_buckets=draw.choice([-1, 4, 5, 8]), max_relative_positions=draw.choice([-1, 9, 13]),
                      norm_rel_ebd=draw.choice(["none", "layer_norm"]), pooler_hidden_size=values["hidden_size"],
                      pooler_hidden_act=draw.choice(["gelu", "tanh"]), layer_norm_eps=1e-7)
        if not values["position_biased_input"]:
            values["max_position_embeddings"] = draw.randint(9, 16 if small else 60)
        if third:
            values.update(relative_attention=True, pos_att_type=draw.choice(["p2c|c2p", ["c2p"]]), norm_rel_ebd="layer_norm")
        elif draw.random() < 0.5:
            groups = [g for g in (1, 1, 3, 5) if values["hidden_size"] % g == 0]
            values.update(conv_kernel_size=draw.choice([1, 3, 3, 5]), conv_act=draw.choice(["tanh", "gelu", "relu"]),
                          conv_groups=draw.choice(groups))
        if draw.random() < 0.3:
            values["cls_dropout"] = 0.2
    return values


def randomise(model, seed, spread):
    """Numbers that leave nothing small enough to be missed."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            gain = parameter.dim() == 1 and name.endswith("weight")
            noise = torch.randn(parameter.shape, generator=generator)
            parameter.copy_(1 + 0.2 * noise if gain else spread * noise)


def built(kind, config, head):
    if head == "pre-trained":
        return getattr(transformers, PRE_TRAINING[kind])(config)
    if head in ("sequence", "multi-label", "regression", "rerank", "hidden of a classifier"):
        return AutoModelForSequenceClassification.from_config(config)
    if head == "token":
        return AutoModelForTokenClassification.from_config(config)
    plain = {"add_pooling_layer": False} if kind in ("bert", "roberta", "mpnet") and head != "hidden" else {}
    return AutoModel.from_config(config, **plain)


def read(folder, head):
    load = AutoModel
    if head in ("sequence", "multi-label", "regression", "rerank"):
        load = AutoModelForSequenceClassification
    elif head == "token":
        load = AutoModelForTokenClassification
    return load.from_pretrained(folder, dtype=torch.float32).eval()


def changed(state, kind, draw, what):
    """Names of old checkpoints, and tensors that nobody needs."""
    if draw.random() < 0.25 and kind != "modernbert":
        state = {name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): value
                 for name, value in state.items()}
        what.append("gamma and beta")
    if draw.random() < 0.25:
        table = next(name for name in state if name.endswith(("word_embeddings.weight", "tok_embeddings.weight")))
        if kind != "modernbert":
            state[table.replace("word_embeddings.weight", "position_ids")] = torch.arange(16).unsqueeze(0)
        for name in {"bert": ["cls.predictions.bias", "cls.seq_relationship.weight"], "distilbert": ["vocab_projector.bias"],
                     "electra": ["discriminator_predictions.dense.weight", "generator_lm_head.bias"],
                     "albert": ["predictions.bias", "sop_classifier.classifier.weight"],
                     "deberta-v2": ["cls.predictions.bias", "lm_predictions.lm_head.bias", "mask_predictions.dense.weight"],
                     "modernbert": ["decoder.bias"]}.get(kind, ["lm_head.bias", "lm_head.dense.weight"]):
            state[name] = torch.ones(3)
        what.append("needless tensors")
    return state


def save(model, folder, form, kind, draw, what):
    state = changed({name: value.clone().contiguous() for name, value in model.state_dict().items()}, kind, draw, what)
    floats = {"half": torch.float16, "bfloat": torch.bfloat16}.get(form, torch.float32)
    state = {name: value.to(floats) if value.is_floating_point() else value for name, value in state.items()}
    model.config.save_pretrained(folder)
    binary = form.endswith("bin")
    if not form.startswith("sharded"):
        if binary:
            torch.save(state, folder / "pytorch_model.bin", _use_new_zipfile_serialization=form == "bin")
        else:
            save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
        return
    names, places = list(state), {}
    draw.shuffle(names)
    for i in range(3):
        part = {name: state[name] for name in names[i::3]}
        file = f"pytorch_model-{i + 1:05}-of-00003.bin" if binary else f"model-{i + 1:05}-of-00003.safetensors"
        if binary:
            torch.save(part, folder / file)
        else:
            save_file(part, folder / file, metadata={"format": "pt"})
        places.update(dict.fromkeys(part, file))
    index = ("pytorch_model.bin" if binary else "model.safetensors") + ".index.json"
    (folder / index).write_text(json.dumps({"metadata": {"total_size": 0}, "weight_map": places}))


def longest(kind, config):
    if kind in ("roberta", "xlm-roberta", "camembert"):
        return config.max_position_embeddings - config.pad_token_id - 1
    if kind == "mpnet":
        return config.max_position_embeddings - 2
    if kind == "deberta-v2" and not config.position_biased_input:
        return 40
    return config.max_position_embeddings


def batch(kind, config, draw, length, rows, padding):
    pad = config.pad_token_id
    if kind == "mpnet":
        pad = 1  # What its positions are counted by, whatever the configuration says.
    ids, mask, types = [], [], []
    for row in range(rows):
        real = length if row == 0 or padding == "none" else draw.randint(1, length)
        tokens = [draw.choice([i for i in range(config.vocab_size) if i != pad]) for _ in range(real)]
        if draw.random() < 0.1:
            tokens[draw.randrange(real)] = pad
        segments = [draw.randrange(max(1, getattr(config, "type_vocab_size", 1))) for _ in range(real)]
        rest = length - real
        left = padding == "left"
        ids.append([pad] * rest + tokens if left else tokens + [pad] * rest)
        mask.append([0] * rest + [1] * real if left else [1] * real + [0] * rest)
        types.append([0] * rest + segments if left else segments + [0] * rest)
    return ids, mask, types


def computed(model, kind, config, head, ids, mask, types):
    inputs = {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}
    if kind not in ("distilbert", "mpnet", "modernbert") and getattr(config, "type_vocab_size", 0) > 0:
        inputs["token_type_ids"] = torch.tensor(types)
    with torch.no_grad():
        out = model(**inputs)
    if head in ("hidden", "pre-trained", "hidden of a classifier"):
        return out.last_hidden_state
    if head not in ("cls", "mean", "max"):
        return out.logits
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
    features = {"token_embeddings": out.last_hidden_state, "attention_mask": inputs["attention_mask"]}
    features = Pooling(model.config.hidden_size, pooling_mode=head)(features)
    return Normalize()(features)["sentence_embedding"]


def recorded(folder, kind, head, config, draw, small):
    """What transformers computes, and how far that is from the same in 64 bits."""
    model, precise = read(folder, head), read(folder, head).double()
    most, cases, apart = longest(kind, config), [], 0.0
    shapes = [(most, 1, "none"), (draw.randint(2, min(most, 20)), 3, "right"), (draw.randint(2, min(most, 20)), 2, "left")]
    shapes += [] if small else [(1, 1, "none"), (1, 2, "none"), (most, 2, "right"), (most, 3, "left")]
    for length, rows, padding in shapes:
        ids, mask, types = batch(kind, config, draw, min(length, 10) if small else length, rows, padding)
        result = computed(model, kind, config, head, ids, mask, types)
        apart = max(apart, (result - computed(precise, kind, config, head, ids, mask, types)).abs().max().item())
        cases.append({"padding": padding, "ids": ids, "mask": mask, "types": types, "shape": list(result.shape),
                      "expected": [float(f"{x:.7g}") for x in result.flatten().tolist()]})
    return cases, apart


def checkpoint(out, kind, number, seed, small):
    draw = random.Random(f"{kind} {number} {seed}")
    head, form, what = draw.choice(HEADS), draw.choice(FORMS), []
    if small:
        head = ["sequence", "token", "hidden"][number % 3] if number < 3 else head
    labels = {"regression": 1, "rerank": 1}.get(head, draw.choice([2, 3, 5]))
    problem = {"regression": "regression", "multi-label": "multi_label_classification"}.get(head)
    config = AutoConfig.for_model(kind, **drawn(kind, draw, small), num_labels=labels, problem_type=problem)
    if kind == "modernbert" and head in ("regression", "rerank"):
        config.classifier_pooling = "mean"
    folder = out / f"{kind}-{number:03}"
    model = built(kind, config, head)
    seed, state = draw.randrange(1 << 30), draw.getstate()
    # Some drawn weights make much of rounding. Where transformers itself is that far off, drawing smaller ones is fair.
    for spread in (0.35, 0.25, 0.15, 0.1):
        draw.setstate(state)
        what.clear()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        randomise(model, seed, spread)
        save(model, folder, form, kind, draw, what)
        cases, apart = recorded(folder, kind, head, config, draw, small)
        if apart <= 1e-5:
            break
    else:
        raise SystemExit(f"{folder}: 32 and 64 bits differ by {apart}")
    records = {"head": head, "form": form, "besides": what, "cases": cases}
    (folder / "records.json").write_text(json.dumps(records, separators=(",", ":")) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=ARCHITECTURES)
    parser.add_argument("--small", action="store_true")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    for kind in [arguments.only] if arguments.only else ARCHITECTURES:
        for number in range(arguments.each):
            checkpoint(arguments.out, kind, number, arguments.seed, arguments.small)
        print(kind, arguments.each, "checkpoints", flush=True)


if __name__ == "__main__":
    main()
