"""Makes what the tokenizer classes of transformers that read SentencePiece files give for texts, for SentencePieceClassesTest.

    pip install transformers==4.57.6 sentencepiece==0.2.3 protobuf
    python make_class_goldens.py SHARED OUT

SHARED is the folder that holds data/; OUT is src/test/resources/sentencepiece, with the models of make_sentencepiece_goldens.py. Writes t5.model, a
small one with the first ids of T5, and classes.json.gz: for each class its configuration, with and without the list of added tokens that
older files lack, and for each text ids of sources, targets and pairs, and what decoding gives.
"""
import gzip
import io
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

import sentencepiece as spm
from transformers import MarianTokenizer, MBart50Tokenizer, MBartTokenizer, NllbTokenizer, T5Tokenizer

from make_sentencepiece_goldens import HARD, texts

CLASSES = {
    "mbart50": (MBart50Tokenizer, "sentencepiece.bpe.model", "unigram-nfkc", dict(src_lang="en_XX", tgt_lang="de_DE")),
    "mbart": (MBartTokenizer, "sentencepiece.bpe.model", "unigram-nfkc", dict(src_lang="en_XX", tgt_lang="de_DE")),
    "nllb": (NllbTokenizer, "sentencepiece.bpe.model", "bpe-nfkc", dict(src_lang="eng_Latn", tgt_lang="deu_Latn")),
    "t5": (T5Tokenizer, "spiece.model", "t5", dict(extra_ids=20, legacy=True)),
    "mt5": (T5Tokenizer, "spiece.model", "t5", dict(extra_ids=0, legacy=True)),
}


def marian(out, sample):
    """A vocabulary for each side, with other ids, and without some of the pieces."""
    with tempfile.TemporaryDirectory() as folder:
        folder, record = Path(folder), {"source": "unigram-nfkc", "target": "bpe-nfkc"}
        for side, file, first in (("source", "vocab.json", ["</s>", "<unk>", ">>deu<<"]), ("target", "target_vocab.json", ["<pad>", "<unk>", "</s>"])):
            shutil.copy(out / (record[side] + ".model"), folder / (side + ".spm"))
            model = spm.SentencePieceProcessor(str(folder / (side + ".spm")))
            pieces = [p for p in map(model.id_to_piece, range(model.get_piece_size())) if p not in ("<s>", "</s>", "<unk>")]
            vocabulary = {piece: i for i, piece in enumerate(first + pieces[:1200] + (["<pad>"] if side == "source" else []))}
            record[file] = vocabulary
            (folder / file).write_text(json.dumps(vocabulary), encoding="utf-8")
        tokenizer = MarianTokenizer(str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json"),
                                    target_vocab_file=str(folder / "target_vocab.json"), separate_vocabs=True)
        tokenizer.save_pretrained(folder / "saved")
        record["config"] = json.loads((folder / "saved" / "tokenizer_config.json").read_text("utf-8"))
        texts = sample + [">>deu<< A dog.", "</s> a <pad>"]
        record["texts"] = texts
        record["sources"] = [tokenizer(text)["input_ids"] for text in texts]
        record["targets"] = [tokenizer(text_target=text)["input_ids"] for text in texts]
        record["decoded"] = [tokenizer.decode(ids, skip_special_tokens=True) for ids in record["targets"]]
        return record


def main():
    shared, out = Path(sys.argv[1]), Path(sys.argv[2])
    everything = [text for text in texts(shared) if "\0" not in text]
    writer = io.BytesIO()
    latin = [text for text in everything if all(ord(c) < 0x250 for c in text)][:6000]
    spm.SentencePieceTrainer.train(sentence_iterator=iter(latin), model_writer=writer, vocab_size=900, model_type="unigram",
                                   pad_id=0, eos_id=1, unk_id=2, bos_id=-1, minloglevel=2, num_threads=1)
    (out / "t5.model").write_bytes(writer.getvalue())
    sample = [text for text in HARD if "\0" not in text and "<" not in text] + random.Random(11).sample(everything, 120)
    golden = {"texts": sample, "classes": {}}
    for name, (cls, file, model, options) in CLASSES.items():
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(out / (model + ".model"), Path(folder) / file)
            tokenizer = cls(str(Path(folder) / file), **options)
            saved = Path(folder) / "saved"
            tokenizer.save_pretrained(saved)
            record = {"file": file, "model": model, "config": json.loads((saved / "tokenizer_config.json").read_text("utf-8")),
                      "special_tokens_map": json.loads((saved / "special_tokens_map.json").read_text("utf-8"))}
            added = saved / "added_tokens.json"
            record["added_tokens"] = json.loads(added.read_text("utf-8")) if added.exists() else None
            sources = [tokenizer(text)["input_ids"] for text in sample]
            record["sources"] = sources
            record["targets"] = [tokenizer(text_target=text)["input_ids"] for text in sample]
            record["pairs"] = [tokenizer(a, b)["input_ids"] for a, b in zip(sample[:20], sample[20:40])]
            record["decoded"] = [tokenizer.decode(ids, skip_special_tokens=True) for ids in sources]
            record["languages"] = {code: tokenizer.convert_tokens_to_ids(code) for code in tokenizer.additional_special_tokens if "_" in code and "<" not in code}
            golden["classes"][name] = record
    golden["marian"] = marian(out, sample)
    with open(out / "classes.json.gz", "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write(json.dumps(golden, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


if __name__ == "__main__":
    main()
