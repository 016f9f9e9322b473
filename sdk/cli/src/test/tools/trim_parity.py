#!/usr/bin/env python3
"""Cuts the parity fixtures down to the copy that lies in the repository.

    python3 sdk/cli/src/test/tools/trim_parity.py [SOURCE [TARGET]]

SOURCE is the whole set (default: ../shared/parity beside the repository), TARGET the copy (default:
sdk/cli/src/test/resources/parity). Needs Python 3.8 and nothing else. The same source gives the same bytes.

What is kept of a fixture:
- every file but model.safetensors, which only the fixtures in WITH_WEIGHTS keep; tokenizer.json without the white space
  between its tokens;
- of expected.jsonl whole, unchanged lines: for each shape of record (kind, task, options, fields, kind of labels) the
  shortest one; for the kinds that read a single text one line for each hard input (see HARD); and the embedding of
  each text that a similarity or a search names, so that the comparing code can be tested without a model.
Fixtures with generation_config.json (sequence to sequence) keep their weights; their graphs only where WRITERS_WITH_GRAPHS says so, and
tokenizer.json only where there are no SentencePiece files, which come first. Files the copy should not have are removed; those
written by hand (OWN_FILES) stay.
"""
import json
import os
import re
import shutil
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 5))
LIMIT = 13 * 1000 * 1000
# One of each head: texts, tokens, vectors.
WITH_WEIGHTS = {"distilbert-sst2", "xlm-roberta-ner", "mpnet-embed-max"}
# One with both layouts of an export.
WRITERS_WITH_GRAPHS = {"t5-translate"}
OWN_FILES = {".gitattributes", "README.md", "allowed-skips.tsv"}
JSON_TOKEN = re.compile(r'("(?:\\.|[^"\\])*")|[ \t\r\n]+')

# Inputs that break programs, each with the test that recognises it.
HARD = {
    "empty": lambda text: text == "",
    "blank": lambda text: text != "" and text.strip() == "",
    "nul": lambda text: "\x00" in text,
    "surrogate pair": lambda text: any(ord(c) > 0xFFFF for c in text),
    "joined emoji": lambda text: "\u200d" in text and any(ord(c) > 0xFFFF for c in text),
    "combining mark": lambda text: any(0x300 <= ord(c) <= 0x36F for c in text),
    "right to left": lambda text: any(0x590 <= ord(c) <= 0x6FF for c in text),
    "han": lambda text: any(0x4E00 <= ord(c) <= 0x9FFF for c in text),
    "special token": lambda text: re.search(r"\[(CLS|SEP|MASK|UNK|PAD)\]|</?s>|<(mask|unk|pad)>", text) is not None,
    "line break": lambda text: "\n" in text or "\u2028" in text,
    "long": lambda text: len(text) > 400,
}
HARD_KINDS = {"encode", "forward", "embedding", "pipeline", "zero_shot", "windows"}


def shape(record):
    """Two records of the same shape test the same thing, but for their text."""
    options = {name: record.get(name) for name in
               ("options", "task", "hypothesis_template", "multi_label", "prompt_name", "metric")}
    labels = record.get("candidate_labels")
    count = len(labels) if isinstance(labels, list) else type(labels).__name__
    return json.dumps([record["kind"], options, sorted(record), count], sort_keys=True)


def hard_shapes(record):
    """The hard inputs a record stands for; an option changes nothing about a hard text, so options do not count."""
    if record["kind"] not in HARD_KINDS or "text" not in record:
        return []
    return [(record["kind"], record.get("task"), name) for name, found in HARD.items() if found(record["text"])]


def named_texts(records):
    """The texts whose plain embeddings the similarities and searches are made of."""
    return {text for record in records if record["kind"] in ("similarity", "semantic_search")
            for text in [record.get("query"), *record.get("docs", []),
                         *record.get("texts_a", []), *record.get("texts_b", [])]}


def kept_lines(lines):
    """The numbers of the lines to keep: the shortest of each shape and of each hard input, the first where equal."""
    records = [json.loads(line) for line in lines]
    named = named_texts(records)
    shortest, keep = {}, set()
    for number, record in enumerate(records):
        for key in [shape(record), *hard_shapes(record)]:
            if key not in shortest or len(lines[number]) < len(lines[shortest[key]]):
                shortest[key] = number
        if record["kind"] == "embedding" and "prompt_name" not in record and record["text"] in named:
            keep.add(number)
    return sorted(keep | set(shortest.values()))


def minified(text):
    """JSON without the white space between tokens; strings and numbers stay byte for byte."""
    return JSON_TOKEN.sub(lambda match: match.group(1) or "", text)


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.exists(path):
        with open(path, "rb") as old:
            if old.read() == data:
                return
    with open(path, "wb") as new:
        new.write(data)


def trim(source, target):
    """Copies one fixture; returns how many records it had and has, and the paths written."""
    counts, paths = None, set()
    fixture = os.path.basename(source)
    writes = os.path.exists(os.path.join(source, "generation_config.json"))
    pieces = any(name.endswith(".spm") or name.endswith(".bpe.model") for name in os.listdir(source))
    for folder, folders, files in os.walk(source):
        folders.sort()
        for name in sorted(files):
            if name == "model.safetensors" and fixture not in WITH_WEIGHTS and not writes:
                continue
            if writes and (name.endswith(".onnx") and fixture not in WRITERS_WITH_GRAPHS or name == "tokenizer.json" and pieces):
                continue
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                data = file.read()
            if name == "expected.jsonl":
                lines = data.decode("utf-8").rstrip("\n").split("\n")
                keep = kept_lines(lines)
                data = "".join(lines[number] + "\n" for number in keep).encode("utf-8")
                counts = len(lines), len(keep)
            elif name == "tokenizer.json":
                data = (minified(data.decode("utf-8")) + "\n").encode("utf-8")
            copy = os.path.join(target, os.path.relpath(path, source))
            write(copy, data)
            paths.add(copy)
    return counts, paths


def main():
    source = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, os.pardir, "shared", "parity")
    target = sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "sdk", "cli", "src", "test", "resources", "parity")
    if not os.path.isdir(source):
        sys.exit(f"no parity fixtures at {source}; give their folder as the first argument")
    written = {os.path.join(target, name) for name in OWN_FILES}
    for name in sorted(os.listdir(source)):
        folder = os.path.join(source, name)
        if not os.path.isfile(os.path.join(folder, "expected.jsonl")):
            continue
        (before, after), paths = trim(folder, os.path.join(target, name))
        written |= paths
        print(f"{name}: {after} of {before} records, {sum(map(os.path.getsize, paths))} bytes")
    for folder, _, files in os.walk(target, topdown=False):
        for name in files:
            path = os.path.join(folder, name)
            if path not in written:
                os.remove(path)
        if not os.listdir(folder):
            shutil.rmtree(folder)
    total = sum(os.path.getsize(path) for path in written if os.path.exists(path))
    print(f"{total} bytes in all")
    if total > LIMIT:
        sys.exit(f"the copy is over {LIMIT} bytes; keep fewer records")


if __name__ == "__main__":
    main()
