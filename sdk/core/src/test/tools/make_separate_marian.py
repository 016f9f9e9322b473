"""Makes a tiny Marian model with a vocabulary and a table for each side, and what transformers translates with it, for SeparateVocabulariesTest.

    pip install torch==2.6.0 transformers==4.57.6 sentencepiece==0.2.3
    python make_separate_marian.py SHARED OUT

SHARED is the folder that holds data/; OUT is src/test/resources/marian-separate, made anew. The weights are random, the SentencePiece models are
trained on captions. Writes expected.jsonl: of each text ids, and what generate gives with several settings.
"""
import io
import json
import shutil
import sys
from pathlib import Path

import sentencepiece as spm
import torch
from transformers import GenerationConfig, MarianConfig, MarianMTModel, MarianTokenizer

TEXTS = ["A woman is asleep on a chair.", "Two dogs play in the snow.", "", "A man, 42, reads: \u201cNo!\u201d \u5403", "a b c d e f g h i j k l m n o p"]
SEARCHES = [{"num_beams": 1}, {"num_beams": 3, "num_return_sequences": 2}, {"num_beams": 1, "no_repeat_ngram_size": 2},
            {"num_beams": 4, "num_return_sequences": 4, "repetition_penalty": 1.5, "length_penalty": 0.5}]


def main():
    shared, out = Path(sys.argv[1]), Path(sys.argv[2])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    lines = [line.split("\t") for line in (shared / "data" / "multi30k_en_de" / "dev.tsv").read_text(encoding="utf-8").split("\n")[1:] if line]
    # transformers 4.57 makes both tables as large as the source's vocabulary.
    for column, side, size, first in ((0, "source", 190, ["</s>", "<unk>"]), (1, "target", 190, ["</s>", "<unk>"])):
        writer = io.BytesIO()
        spm.SentencePieceTrainer.train(sentence_iterator=iter([line[column] for line in lines]), model_writer=writer, vocab_size=size,
                                       model_type="unigram", normalization_rule_name="identity", minloglevel=2, num_threads=1)
        (out / (side + ".spm")).write_bytes(writer.getvalue())
        model = spm.SentencePieceProcessor(model_proto=writer.getvalue())
        pieces = [p for p in map(model.id_to_piece, range(model.get_piece_size())) if p not in ("<s>", "</s>", "<unk>")]
        if side == "target":
            pieces.reverse()
        # The token for padding has one id on both sides.
        vocabulary = first + pieces[:150] + ["<pad>"] + pieces[150:]
        (out / ("vocab.json" if side == "source" else "target_vocab.json")).write_text(
            json.dumps({piece: i for i, piece in enumerate(vocabulary)}, ensure_ascii=False), encoding="utf-8")
    tokenizer = MarianTokenizer(str(out / "source.spm"), str(out / "target.spm"), str(out / "vocab.json"),
                                target_vocab_file=str(out / "target_vocab.json"), separate_vocabs=True, source_lang="en", target_lang="de",
                                model_max_length=64)
    sizes = [len(json.loads((out / name).read_text("utf-8"))) for name in ("vocab.json", "target_vocab.json")]
    pad = tokenizer.pad_token_id
    torch.manual_seed(3)
    torch.set_num_threads(1)
    config = MarianConfig(vocab_size=sizes[0], decoder_vocab_size=sizes[1], share_encoder_decoder_embeddings=False, d_model=16, encoder_layers=1,
                          decoder_layers=2, encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32,
                          max_position_embeddings=64, init_std=0.6, pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad,
                          forced_eos_token_id=None)
    model = MarianMTModel(config).eval()
    model.generation_config = GenerationConfig(max_new_tokens=14, pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad,
                                               bad_words_ids=[[pad]])
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    records = []
    for text in TEXTS:
        inputs = tokenizer(text, return_tensors="pt")
        record = {"text": text, "input_ids": inputs["input_ids"][0].tolist(), "generated": []}
        for search in SEARCHES:
            with torch.no_grad():
                ids = model.generate(**inputs, **search).tolist()
            rows = [row[:row.index(0, 1) + 1] if 0 in row[1:] else row for row in ids]
            record["generated"].append({"options": search, "ids": rows, "texts": tokenizer.batch_decode(rows, skip_special_tokens=True)})
        with torch.no_grad():
            logits = model(**inputs, decoder_input_ids=torch.tensor([[pad, sizes[1] - 1, 5]])).logits[0, -1]
        record["logits"] = logits.tolist()
        records.append(record)
    (out / "expected.jsonl").write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    print(sizes, pad, [record["generated"][0]["texts"] for record in records])


if __name__ == "__main__":
    main()
