"""Makes the SentencePiece models of the tests and what the Python package makes of texts.

    python make_sentencepiece_goldens.py SHARED OUT

SHARED is the folder that holds data/; OUT is src/test/resources/sentencepiece. Needs sentencepiece 0.2. Writes NAME.model, small
ones trained on sentences of Tatoeba (CC BY 2.0 FR) and captions; sample.json.gz, texts with pieces, ids and what decoding gives for
each model; and NAME.crc, the CRC-32 of the pieces of every text of data/text, in the order of its files, four bytes each.
"""
import gzip
import io
import json
import random
import struct
import sys
import zlib
from pathlib import Path

import sentencepiece as spm

MODELS = {
    "unigram-nfkc": dict(model_type="unigram", normalization_rule_name="nmt_nfkc", vocab_size=1800),
    "unigram-bytes": dict(model_type="unigram", normalization_rule_name="identity", vocab_size=1500, byte_fallback=True,
                          user_defined_symbols=["<url>", "\u2581Tom", "\u5403"]),
    "unigram-suffix": dict(model_type="unigram", normalization_rule_name="identity", vocab_size=900,
                           treat_whitespace_as_suffix=True),
    "bpe-nfkc": dict(model_type="bpe", normalization_rule_name="nmt_nfkc", vocab_size=1800, user_defined_symbols=["<url>", "ing"]),
    "bpe-spaces": dict(model_type="bpe", normalization_rule_name="identity", vocab_size=1200, byte_fallback=True,
                       add_dummy_prefix=False, remove_extra_whitespaces=False),
}
HARD = ["", " ", "   ", "a", " a", "a ", "  two  spaces  ", "\ttab\tand\nline\r\n", "\u3000wide\u3000space", "\u2581", "\u2581\u2581x", "<unk>",
        "<s>hello</s>", "<url>", " <url> <url>x<url>", "\u0000nul\u0000", "e\u0301\u0323 o\u0308", "\uff21\uff22\uff23 \u2460 \ufb01", "\ud7a3 \u1112\u1161\u11ab",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea", "\u5403\u996d\u4e86\u5417", "Tom's \u2581Tom Tom", "\u202b\u05e9\u05dc\u05d5\u05dd\u202c", "\ufffd\ufffe\uffff",
        "x" * 300, "ing" * 50, "\u2026\u2026 \u00bd \u2122 \u212b", "a\u00a0b\u2003c\u200bd\ufeffe", "<0x41>", "\U000e0041\U0010ffff"]


def texts(shared):
    folder = shared / "data" / "text"
    for name in ("udhr.tsv", "tatoeba_sentences.tsv"):
        lines = (folder / name).read_text(encoding="utf-8").split("\n")[1:]
        for line in lines:
            if line:
                yield line.split("\t")[1]
    for name in ("blns.txt", "emoji-strings-17.0.txt"):
        for line in (folder / name).read_bytes().decode("utf-8").split("\n"):
            if line:
                yield line


def naughty(shared):
    """The same list as JSON, with what its lines cannot hold."""
    return json.loads((shared / "data" / "text" / "blns.json").read_text(encoding="utf-8"))


def main():
    shared, out = Path(sys.argv[1]), Path(sys.argv[2])
    everything = list(texts(shared))
    rng = random.Random(7)
    corpus = [t for t in everything[:20000] if "\0" not in t]
    for name in ("multi30k_en_de",):
        lines = (shared / "data" / name / "dev.tsv").read_text(encoding="utf-8").split("\n")[1:]
        corpus += [part for line in lines for part in line.split("\t")]
    sample = HARD + rng.sample(everything, 300)
    golden = {"texts": sample, "models": {}}
    for name, options in MODELS.items():
        writer = io.BytesIO()
        spm.SentencePieceTrainer.train(sentence_iterator=iter(rng.sample(corpus, 9000)), model_writer=writer, character_coverage=0.98,
                                       hard_vocab_limit=False, max_sentence_length=20000, num_threads=1,
                                       minloglevel=2, **options)
        (out / (name + ".model")).write_bytes(writer.getvalue())
        model = spm.SentencePieceProcessor(model_proto=writer.getvalue())
        pieces = [model.encode(t, out_type=str) for t in sample]
        golden["models"][name] = {"pieces": pieces, "ids": [model.encode(t) for t in sample],
                                  "decoded": [model.decode(p) for p in pieces]}
        sums = bytearray()
        for text in everything + naughty(shared):
            sums += struct.pack(">I", zlib.crc32("\n".join(model.encode(text, out_type=str)).encode("utf-8")))
        (out / (name + ".crc")).write_bytes(bytes(sums))
        print(name, model.get_piece_size(), len(sums) // 4)
    with gzip.GzipFile(out / "sample.json.gz", "wb", mtime=0) as file:
        file.write(json.dumps(golden, ensure_ascii=True, separators=(",", ":")).encode())


if __name__ == "__main__":
    main()
