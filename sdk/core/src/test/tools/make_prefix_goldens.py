"""Makes translations that go on from given first words, for TranslatorTest.

    pip install torch==2.6.0 transformers==4.57.6 sentencepiece==0.2.3
    python make_prefix_goldens.py SHARED OUT

SHARED is the folder that holds parity/; OUT is src/test/resources/decoding. Writes prefixes.jsonl: for each model, texts and first words what
generate gives with decoder_input_ids of the start token, the language where the model writes one, and the words; greedy and with beams.
"""
import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

MODELS = {"marian-en-de": (None, None), "m2m100": ("en", "de"), "nllb": ("eng_Latn", "deu_Latn"), "mbart50": ("en_XX", "de_DE"), "t5-translate": ("en", "de")}
TEXTS = [("A woman is asleep on a chair on a bus.", "Eine alte Frau"), ("Two dogs play in the snow.", "Zwei"),
         ("A man in a blue shirt is standing on a ladder.", "Der Mann, der"), ("A child eats an apple.", "Ein Kind isst")]
SEARCHES = [{"num_beams": 1, "max_new_tokens": 12}, {"num_beams": 4, "num_return_sequences": 2, "length_penalty": 0.8, "max_new_tokens": 12}]


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    records = []
    for name, (source, target) in MODELS.items():
        folder = Path(sys.argv[1]) / "parity" / name
        tokenizer = AutoTokenizer.from_pretrained(folder)
        model = AutoModelForSeq2SeqLM.from_pretrained(folder).eval()
        prefix, first = "", []
        if name == "t5-translate":
            task = model.config.task_specific_params[f"translation_{source}_to_{target}"]
            prefix = task["prefix"]
        elif source:
            tokenizer.src_lang, tokenizer.tgt_lang = source, target
            first = [tokenizer.get_lang_id(target) if name == "m2m100" else tokenizer.convert_tokens_to_ids(target)]
        for text, begun in TEXTS:
            words = tokenizer(text_target=begun)["input_ids"]
            words = [i for i in words if i not in tokenizer.all_special_ids or i == tokenizer.unk_token_id]
            start = [model.generation_config.decoder_start_token_id] + first + words
            for search in SEARCHES:
                with torch.no_grad():
                    out = model.generate(**tokenizer(prefix + text, return_tensors="pt"), decoder_input_ids=torch.tensor([start]), do_sample=False,
                                         return_dict_in_generate=True, output_scores=True, **search)
                ids = out.sequences.tolist()
                end = model.generation_config.eos_token_id
                rows = [row[:row.index(end, len(start)) + 1] if end in row[len(start):] else row for row in ids]
                record = {"model": name, "from": source, "to": target, "text": text, "begun": begun, "options": search, "ids": rows,
                          "texts": tokenizer.batch_decode(ids, skip_special_tokens=True)}
                if search["num_beams"] > 1:
                    record["scores"] = out.sequences_scores.tolist()
                records.append(record)
    lines = [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records]
    (Path(sys.argv[2]) / "prefixes.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(len(records))


if __name__ == "__main__":
    main()
