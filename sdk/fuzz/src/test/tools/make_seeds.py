"""Makes the seeds of the fuzz tests from the parity fixtures: the same files, cut down.

Usage: python make_seeds.py PARITY_FOLDER MODELS_FOLDER RESOURCES_FOLDER
"""
import base64
import json
import pathlib
import struct
import sys

parity, models, out = (pathlib.Path(a) for a in sys.argv[1:4])


def folder(name):
    f = out / f"{name}Inputs"
    f.mkdir(parents=True, exist_ok=True)
    return f


def dump(path, tree):
    path.write_text(json.dumps(tree, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def manifests():
    to = folder("ManifestFuzzTest")
    for name in ("base-en", "sentiment-en"):
        tree = load(models / name / "src/main/resources/META-INF/glossa" / name / "glossa.json")
        dump(to / f"seed-{name}.json", tree)
    dump(to / "seed-small.json", {
        "formatVersion": 1, "task": "sentiment", "base": "base-en", "head": "head.safetensors", "languages": ["en"],
        "labels": {"neg": -1, "pos": 1}, "thresholds": {"pos": 0.5}, "defaultPrecision": "int8",
        "files": {"onnx/model.onnx": {"size": 5, "sha256": "0" * 64}}, "metrics": {"a": [1, None, {"b": 1e-5}]}})


def locks():
    to = folder("LockFileFuzzTest")

    def entry(size, digit):
        return {"size": size, "sha256": digit * 64}

    dump(to / "seed-two.json", {"formatVersion": 1, "models": [
        {"repository": "org/one", "revision": "main", "commit": "a" * 40,
         "files": {"config.json": entry(12, "0"), "onnx/model.onnx": entry(1 << 33, "f")}},
        {"repository": "two", "revision": "v1.0", "commit": "1" * 40, "files": {"tokenizer.json": entry(0, "7")}}]})
    dump(to / "seed-none.json", {"formatVersion": 1, "models": []})


def settings():
    to = folder("SettingsFuzzTest")
    names = ("config.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json",
             "config_sentence_transformers.json")
    for fixture in ("bert-embed-cls", "mpnet-embed-max", "roberta-sentiment", "deberta-v2-nli", "bert-reranker", "t5-translate",
                    "modernbert-topics"):
        dump(to / f"seed-{fixture}.json",
             {n: load(parity / fixture / n) for n in names if (parity / fixture / n).exists()})
    bundle = {n: load(parity / "bert-embed-mean" / n) for n in names}
    bundle["modules.json"] = bundle["modules.json"][:2] + [
        {"idx": 2, "name": "2", "path": "2_Dense", "type": "sentence_transformers.models.Dense"},
        {"idx": 3, "name": "3", "path": "3_Normalize", "type": "sentence_transformers.models.Normalize"}]
    bundle["2_Dense/config.json"] = {"in_features": 4, "out_features": 4, "bias": True,
                                     "activation_function": "torch.nn.modules.activation.Tanh"}
    dump(to / "seed-dense.json", bundle)


def safetensors():
    to = folder("SafeTensorsFuzzTest")
    for fixture in ("bert-ner", "t5-translate"):
        raw = (parity / fixture / "model.safetensors").read_bytes()
        n = struct.unpack("<Q", raw[:8])[0]
        header = json.loads(raw[8:8 + n])
        small, at = {}, 0
        for name, info in list(header.items())[:6]:
            if name == "__metadata__":
                small[name] = info
                continue
            shape = [min(3, d) for d in info["shape"]]
            size = 4
            for d in shape:
                size *= d
            small[name] = {"dtype": "F32", "shape": shape, "data_offsets": [at, at + size]}
            at += size
        dump(to / f"seed-{fixture}.header.json", small)
        text = json.dumps(small).encode()
        (to / f"seed-{fixture}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + bytes(at))
    sizes = {"BOOL": 1, "U8": 1, "I8": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "F64": 8,
             "I64": 8, "U64": 8, "F8_E4M3": 1, "F8_E5M2": 1}
    small, at = {"__metadata__": {"format": "pt"}}, 0
    for dtype, size in sizes.items():
        small[dtype.lower()] = {"dtype": dtype, "shape": [2, 1], "data_offsets": [at, at + 2 * size]}
        at += 2 * size
    small["scalar"] = {"dtype": "I64", "shape": [], "data_offsets": [at, at + 8]}
    small["none"] = {"dtype": "F32", "shape": [0, 4], "data_offsets": [at + 8, at + 8]}
    dump(to / "seed-types.header.json", small)


def varint(value):
    data = bytearray()
    while value > 0x7F:
        data.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(data + bytes([value]))


def fields(data):
    at = 0
    def number():
        nonlocal at
        value = shift = 0
        while True:
            b = data[at]
            at += 1
            value |= (b & 0x7F) << shift
            shift += 7
            if b < 0x80:
                return value
    while at < len(data):
        tag = number()
        if tag & 7 == 0:
            yield tag >> 3, number()
        elif tag & 7 == 2:
            n = number()
            yield tag >> 3, data[at:at + n]
            at += n
        else:
            n = 4 if tag & 7 == 5 else 8
            at += n


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def onnx():
    to = folder("OnnxFuzzTest")

    def tensor(data):
        return b"".join(field(n, v if n != 9 else v[:4]) for n, v in fields(data) if n not in (4, 5, 7, 10))

    def attribute(data):
        return b"".join(field(n, tensor(v) if n == 5 else v) for n, v in fields(data))

    def node(data):
        return b"".join(field(n, attribute(v) if n == 5 else v) for n, v in fields(data))

    def graph(data):
        result, nodes, tensors = b"", 0, 0
        for n, v in fields(data):
            if n == 1:
                nodes += 1
                if nodes <= 12:
                    result += field(n, node(v))
            elif n == 5:
                tensors += 1
                if tensors <= 4:
                    result += field(n, tensor(v))
            elif n in (2, 11, 12):
                result += field(n, v)
        return result

    for fixture, name in (("bert-ner", "onnx/model.onnx"), ("roberta-sentiment", "onnx/model.onnx"),
                          ("bert-uncased-sst2", "onnx/model_quantized.onnx")):
        file = parity / fixture / name
        if file.exists():
            small = b"".join(field(n, graph(v) if n == 7 else v) for n, v in fields(file.read_bytes()))
            (to / f"seed-{fixture}.onnx").write_bytes(small)

    def external(location, offset, length):
        entries = [("location", location), ("offset", offset), ("length", length)]
        return field(1, 2) + field(2, 1) + field(8, b"w") + b"".join(
            field(13, field(1, k.encode()) + field(2, v.encode())) for k, v in entries) + field(14, 1)

    def value(name):
        return field(1, name) + field(2, field(1, field(1, 1) + field(2, field(1, field(1, 2)) + field(1, field(2, b"n")))))

    inner = field(1, field(4, b"Relu"))
    body = (field(1, field(1, b"x") + field(2, b"y") + field(4, b"If") + field(7, b"com.microsoft")
                  + field(5, field(1, b"then") + field(6, inner) + field(11, inner)))
            + field(5, external("model.onnx_data", "0", "8")) + field(11, value(b"x")) + field(12, value(b"y"))
            + field(15, field(1, field(8, b"s"))))
    model = (field(1, 10) + field(7, body) + field(8, field(1, b"") + field(2, 20))
             + field(20, field(1, inner)) + field(25, field(7, field(4, b"F")) + field(9, field(1, b"d") + field(2, 3))))
    (to / "seed-external.onnx").write_bytes(model)


def charsmap():
    """A character map that turns A into a."""
    units = [0] * 768
    units[0] = 256 << 10
    at = 256 ^ 0x41
    units[at] = (at ^ 512) << 10 | 1 << 8 | 0x41
    units[512] = 0x80000000
    trie = struct.pack("<768I", *units)
    return base64.b64encode(struct.pack("<I", len(trie)) + trie + b"a\0").decode()


def tokenizers():
    to = folder("TokenizerFuzzTest")

    def special(tree):
        return {t["content"] for t in tree.get("added_tokens", [])}

    def cut(tree):
        model = tree["model"]
        keep = special(tree)
        if isinstance(model["vocab"], list):
            model["vocab"] = model["vocab"][:60]
        else:
            names = sorted(model["vocab"], key=model["vocab"].get)
            chosen = [n for n in names if n in keep or len(n) == 1 or n.startswith("##")][:90] + names[-25:]
            if "merges" in model:
                merges = []
                for merge in model["merges"]:
                    a, b = merge if isinstance(merge, list) else merge.split(" ")
                    if len(merges) < 15 and a in model["vocab"] and b in model["vocab"] and a + b in model["vocab"]:
                        merges.append(merge)
                        chosen += [a, b, a + b]
                model["merges"] = merges
            chosen = set(chosen) | keep | {model.get("unk_token")}
            model["vocab"] = {n: i for n, i in model["vocab"].items() if n in chosen}
        used = json.dumps(tree.get("post_processor"), ensure_ascii=False)
        tokens = tree.get("added_tokens", [])
        tree["added_tokens"] = [t for i, t in enumerate(tokens) if i < 8 or json.dumps(t["content"], ensure_ascii=False) in used]
        if isinstance(model["vocab"], dict):
            # Added tokens that the model lacks are numbered after it, and it became shorter.
            model["vocab"].update({t["content"]: t["id"] for t in tree["added_tokens"]})

        def shrink(node):
            if isinstance(node, dict):
                if node.get("type") == "Precompiled":
                    node["precompiled_charsmap"] = charsmap()
                for v in node.values():
                    shrink(v)
            elif isinstance(node, list):
                for v in node:
                    shrink(v)
        shrink(tree)
        return tree

    for fixture in ("bert-cased-stars", "albert-sst2", "roberta-sentiment", "mpnet-topics", "xlm-roberta-sentiment",
                    "deberta-v2-nli", "modernbert-topics", "t5-translate", "nllb"):
        bundle = {"tokenizer.json": cut(load(parity / fixture / "tokenizer.json"))}
        for name in ("tokenizer_config.json", "special_tokens_map.json"):
            if (parity / fixture / name).exists():
                tree = load(parity / fixture / name)
                if "added_tokens_decoder" in tree:
                    tree["added_tokens_decoder"] = dict(list(tree["added_tokens_decoder"].items())[:6])
                if isinstance(tree.get("additional_special_tokens"), list):
                    tree["additional_special_tokens"] = tree["additional_special_tokens"][:4]
                bundle[name] = tree
        bundle["model_type"] = load(parity / fixture / "config.json").get("model_type")
        dump(to / f"seed-{fixture}.json", bundle)
    dump(to / "seed-vocab.json", {
        "vocab.txt": "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\nfox\n##s\nq\n##u\n##i\na\n##a\n,\n1\n##2\n",
        "tokenizer_config.json": {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": 12}})
    small = load(parity / "bert-cased-stars" / "tokenizer.json")
    dump(to / "seed-native.json", {"native": True, "tokenizer.json": cut(small)})


manifests()
locks()
settings()
safetensors()
onnx()
tokenizers()
