"""Records what Python makes of an embedded encoder: token ids and vectors of a few texts, for BaseNumbersTest.

    mvn -q -B -DskipTests -pl models/base-zh,models/base-en-bge -am package
    pip install onnxruntime tokenizers numpy        # recorded with 1.32.0, 0.23.3 (base-zh) and 1.23.2, 0.22.2 (base-en-bge)
    python models/recipes/src/test/tools/base_golden.py base-zh|base-en-bge

Runs the graph as it was published one text at a time with onnxruntime, as sentence-transformers would: lower case, the
tokenizer's ids, the vector of the first token, length 1. The first two texts are alike, and the third and the fifth.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[5]
TEXTS = {
    "base-zh": [
        ("", "今天天气真好，我们去公园散步吧。"),
        ("", "外面阳光明媚，很适合出去走走。"),
        ("", "这台笔记本电脑的电池只能用两个小时。"),
        ("", "USB接口坏了，iPhone 15也充不上电 :-( 😡"),
        ("query", "怎么延长笔记本电池的使用时间？"),
        ("", "酒店房间很干净。" * 90),
    ],
    "base-en-bge": [
        ("", "The weather is lovely today, let's go for a walk in the park."),
        ("", "The sun is shining and it is perfect for a stroll."),
        ("", "The battery of this notebook lasts just two hours."),
        ("", "The USB port is broken and my iPhone 15 won't charge, naïve Zoë :-( 😡"),
        ("query", "How do I make a laptop battery last longer?"),
        ("", "The hotel room was very clean. " * 90),
    ],
}


def main():
    name = sys.argv[1]
    model = ROOT / "models" / name / "target"
    folder = model / "classes/META-INF/glossa" / name
    query = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))["prompts"]["query"]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)
    session = onnxruntime.InferenceSession(str(model / "published/onnx/model.onnx"), providers=["CPUExecutionProvider"])
    records = []
    for prompt, text in TEXTS[name]:
        encoding = tokenizer.encode(((query if prompt else "") + text).lower())
        hidden = session.run(["last_hidden_state"], {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
        })[0]
        vector = hidden[0, 0].astype(np.float64)
        vector /= np.linalg.norm(vector)
        records.append({"prompt": prompt, "text": text, "ids": encoding.ids, "vector": [round(float(v), 7) for v in vector]})
    golden = ROOT / "models/recipes/src/test/resources/io/glossa/recipes" / (name + "-golden.json")
    golden.write_text("[\n" + ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
