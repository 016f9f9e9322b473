"""Records what transformers gives for texts that are already split into words.

    python3 -m venv venv && venv/bin/pip install transformers==4.57.6 tokenizers==0.22.2
    venv/bin/python tokenizer/src/test/tools/split_words.py

Writes words.jsonl beside each tokenizer in tokenizer/src/test/resources/fixtures. Offsets count code points within the word.
"""
import json
import pathlib

import tokenizers
import transformers

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "resources" / "fixtures"

WORDS = [
    ["A", "man", "in", "a", "blue", "shirt", "is", "standing", "on", "a", "ladder", "."],
    ["Don't", "panic", ",", "it's", "3.14", "e-mail", "U.S.A.", "…"],
    ["Zwei", "junge", "Männer", "sind", "im", "Freien"],
    ["这家", "餐厅", "的", "服务", "很", "好", "。"],
    ["ﬁne", "Ⅷ", "e\u0301te\u0301", "İstanbul", "ſ"],
    ["well", "\U0001f44d\U0001f3fd", "done", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U00020000x", "a\U0001f600b"],
    ["[SEP]", "</s>", "<mask>", "[MASK]", "x[SEP]y", " <s> "],
    ["", "empty", "", " ", "words", "\t\n", ""],
    ["New York", " leading", "trailing ", "two  spaces", "line\nbreak"],
    ["x" * 120, "supercalifragilisticexpialidocious", "aaaaaaaaaaaaaaaa"],
    ["\u0000", "\u00ad", "\ufeffbom", "a\u200bb", "\ufffd"],
    ["नमस्ते", "दुनिया", "สวัสดี", "שָׁלוֹם", "مرحبا"],
    [],
    ["one"],
]
LONG = ["The", "quick", "brown", "foxes", "are", "jumping", "over", "unbelievably", "lazy", "\U0001f415", "dogs", "."] * 4

OPTIONS = [{}, {"add_special_tokens": False}]
CUTS = [
    {"truncation": True, "max_length": 16},
    {"truncation": True, "max_length": 17, "truncation_side": "left"},
    {"truncation": True, "max_length": 20, "stride": 5, "return_overflowing_tokens": True},
    {"truncation": True, "max_length": 9, "stride": 2, "return_overflowing_tokens": True, "add_special_tokens": False},
]


def record(tokenizer, words, options):
    options = dict(options)
    side = options.pop("truncation_side", "right")
    tokenizer.truncation_side = side
    encoded = tokenizer(words, is_split_into_words=True, return_offsets_mapping=True, **options)
    if side != "right":
        options["truncation_side"] = side
    windows = [
        {
            "input_ids": e.ids,
            "tokens": e.tokens,
            "offsets": [list(offset) for offset in e.offsets],
            "word_ids": [-1 if word is None else word for word in e.word_ids],
            "special_tokens_mask": e.special_tokens_mask,
        }
        for e in encoded.encodings
    ]
    return {"words": words, "options": options, "windows": windows}


def main():
    versions = f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}"
    for folder in sorted(path for path in FIXTURES.iterdir() if path.is_dir()):
        extra = {"add_prefix_space": True} if folder.name.startswith("roberta") else {}
        tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **extra)
        records = [record(tokenizer, words, options) for words in WORDS for options in OPTIONS]
        records += [record(tokenizer, LONG, options) for options in CUTS]
        lines = [json.dumps(line, ensure_ascii=True, separators=(",", ":")) for line in records]
        (folder / "words.jsonl").write_text("\n".join(lines) + "\n", encoding="ascii")
        print(f"{folder.name}: {len(records)} records, {versions}")


if __name__ == "__main__":
    main()
