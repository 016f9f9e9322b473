#!/usr/bin/env python3
"""Makes the saved models of a version: directories that every later version has to load, and what this one says about them.

    mvn -q -B -Dmaven.test.skip=true -pl sdk/cli -am package
    python3 sdk/core/src/test/tools/make_saved_models.py VERSION [NAME ...]

Writes sdk/core/src/test/resources/saved-models/VERSION from the trimmed parity fixtures and refuses to write over a folder that
is there; with names, which only make sense before the release of that version, adds those models. The answers in expected.json are those of the command line in sdk/cli/target. Needs Python 3.8 and nothing else.
"""
import hashlib
import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[5]
FIXTURES = ROOT / "sdk/cli/src/test/resources/parity"
SAVED = ROOT / "sdk/core/src/test/resources/saved-models"
NOT_COPIED = {"expected.jsonl", "fixture.json", "vocab.txt", ".gitkeep"}
WEIGHTS = "model.safetensors"
LICENCE = "Apache-2.0"
LINES = [{"text": "the food was good and the people were kind"},
         {"text": ""},
         {"text": "Anna met Paul in Paris \U0001F600 caf\u00e9!"},
         {"text": "one two three four five " * 30}]
DOCS = [{"query": "what do dogs eat", "docs": ["dogs eat meat", "the weather is good", ""]}]

# One graph each: the fp32 one, or the int8 one where the manifest asks for it; none but weights for those called "weights".
# name of the folder: fixture, verb, lines, and what the manifest says besides what is in each.
MODELS = {
    "classification": ("bert-uncased-sst2", "classify", LINES, {
        "task": "classification", "defaultPrecision": "int8", "someday": {"unknown": [1, None]}}),
    "multi-label": ("bert-multilabel", "classify", LINES, {
        "task": "classification", "defaultPrecision": "fp32", "thresholds": {"joy": 0.3, "fear": 0.75}}),
    "regression": ("bert-regression", "classify", LINES, {"task": "regression"}),
    "sentiment": ("distilbert-sst2", "sentiment", LINES, {
        "task": "sentiment", "defaultPrecision": "int8", "labels": {"NEGATIVE": -0.5, "POSITIVE": 1}}),
    "ner": ("bert-ner", "ner", LINES, {"task": "ner"}),
    "embedding": ("bert-embed-mean", "embed", LINES, {"task": "embedding"}),
    "reranker": ("bert-reranker", "rerank", DOCS, {"task": "reranking"}),
    "linear-head": (None, "classify", LINES, {
        "task": "classification", "base": "saved-embedding", "head": "head.safetensors"}),
    "byte-pairs": ("roberta-sentiment", "classify", LINES, {"task": "classification"}),
    "weights": ("distilbert-sst2", "classify", LINES, {"task": "classification"}),
    "weights-ner": ("xlm-roberta-ner", "ner", LINES, {"task": "ner"}),
}


def write_head(folder):
    """Three labels on 32 numbers; the numbers themselves don't matter."""
    numbers = random.Random(13)
    weight = [numbers.uniform(-4, 4) for _ in range(3 * 32)]
    bias = [0.25, -0.5, 0.0]
    header = json.dumps({"classifier.weight": {"dtype": "F32", "shape": [3, 32], "data_offsets": [0, 384]},
                         "classifier.bias": {"dtype": "F32", "shape": [3], "data_offsets": [384, 396]}}).encode()
    header += b" " * (-len(header) % 8)
    (folder / "head.safetensors").write_bytes(
        struct.pack("<Q", len(header)) + header + struct.pack("<99f", *weight, *bias))
    labels = ["red", "green", "blue"]
    (folder / "config.json").write_text(json.dumps({
        "model_type": "glossa-linear-head", "problem_type": "single_label_classification", "hidden_size": 32,
        "id2label": {str(i): name for i, name in enumerate(labels)},
        "label2id": {name: i for i, name in enumerate(labels)}}, indent=2) + "\n")


def write_manifest(folder, version, fixture, fields):
    manifest = {"formatVersion": 1, **fields, "languages": ["en"], "license": LICENCE,
                "metrics": {"dev": {"examples": 100, "accuracy": 0.5, "note": "made up"}},
                "provenance": {"fixture": fixture, "glossa": version, "seed": 13}}
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            files[path.relative_to(folder).as_posix()] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest["files"] = files
    (folder / "glossa.json").write_text(json.dumps(manifest, indent=2) + "\n")


def answers(folder, verb, lines, class_path, quantized):
    """What the command line says, line by line; with logits where they are the same on every processor."""
    run = subprocess.run(
        ["java", "-cp", class_path, "io.glossa.cli.Glossa", verb, "--model", str(folder), "--format", "jsonl", "--input", "-",
         *(["--raw"] if verb == "classify" and not quantized else [])],
        input="".join(json.dumps(line) + "\n" for line in lines), capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode != 0:
        sys.exit(f"{verb} on {folder.name} failed: {run.stderr}{run.stdout}")
    return [{"input": line, "output": json.loads(out)} for line, out in zip(lines, run.stdout.splitlines())]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    version, names = sys.argv[1], sys.argv[2:]
    target = SAVED / version
    for folder in [target / name for name in names] or [target]:
        if folder.exists():
            sys.exit(f"{folder} is there, and what was saved is never changed")
    jars = [str(p) for p in (ROOT / "sdk/cli/target").glob("glossa-cli-*.jar")] + [str(ROOT / "sdk/cli/target/lib/*")]
    with tempfile.TemporaryDirectory() as temporary:
        for name, (fixture, verb, lines, fields) in MODELS.items():
            if names and name not in names:
                continue
            folder = target / name
            quantized = fields.get("defaultPrecision") == "int8"
            if fixture:
                left = {"model.onnx" if quantized else "model_quantized.onnx", WEIGHTS}
                if name.startswith("weights"):
                    left = {"onnx", "model.onnx", "model_quantized.onnx"}
                shutil.copytree(FIXTURES / fixture, folder, ignore=lambda _, all: (NOT_COPIED | left) & set(all))
            else:
                folder.mkdir(parents=True)
                write_head(folder)
            write_manifest(folder, version, fixture or "none", fields)
            if name == "embedding":
                shutil.copytree(folder, Path(temporary, "META-INF/glossa/saved-embedding"))
            records = answers(folder, verb, lines, os.pathsep.join([temporary, *jars]), quantized)
            (target / f"{name}.expected.json").write_text(
                json.dumps({"verb": verb, "tolerance": 0.2 if quantized else 1e-5, "records": records}, indent=1, ensure_ascii=False) + "\n", "utf-8")
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    print(f"{target}: {len(names or MODELS)} models written, {size:,} bytes in all")


if __name__ == "__main__":
    main()
