"""Copies the tokenizers of the translation fixtures, with some of their records, into the test resources.

    python trim_translation.py ../shared/parity tokenizer/src/test/resources/translation

Keeps the files a tokenizer reads and, of expected.jsonl, every third record of the kinds encode and encode_target, the lines unchanged.
The same source gives the same bytes.
"""
import json
import shutil
import sys
from pathlib import Path

FILES = ["config.json", "generation_config.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json",
         "source.spm", "target.spm", "sentencepiece.bpe.model"]
NAMES = ["marian-en-mul", "m2m100"]

source, target = Path(sys.argv[1]), Path(sys.argv[2])
for name in NAMES:
    folder = target / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in FILES:
        if (source / name / file).exists():
            (folder / file).write_bytes((source / name / file).read_bytes())
    lines = [line for line in (source / name / "expected.jsonl").read_text(encoding="utf-8").split("\n")
             if line and json.loads(line)["kind"] in ("encode", "encode_target")]
    (folder / "expected.jsonl").write_text("\n".join(lines[::3]) + "\n", encoding="utf-8")
