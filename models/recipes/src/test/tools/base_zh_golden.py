"""Records what Python makes of base-zh: token ids and vectors of a few texts, for BaseZhNumbersTest.

    mvn -q -B -DskipTests -pl models/base-zh -am package
    pip install onnxruntime tokenizers numpy        # recorded with 1.32.0, 0.23.3
    python models/recipes/src/test/tools/base_zh_golden.py

Runs the graph of the model's folder one text at a time with onnxruntime, as sentence-transformers would: lower case, the
tokenizer's ids, the vector of the first token, length 1.
"""
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[5]
MODEL = ROOT / "models/base-zh/target/classes/META-INF/glossa/base-zh"
GOLDEN = ROOT / "models/recipes/src/test/resources/io/glossa/recipes/base-zh-golden.json"
PROMPT = json.loads((MODEL / "config_sentence_transformers.json").read_text("utf-8"))["prompts"]["query"]
TEXTS = [
    ("", "今天天气真好，我们去公园散步吧。"),
    ("", "外面阳光明媚，很适合出去走走。"),
    ("", "这台笔记本电脑的电池只能用两个小时。"),
    ("", "USB接口坏了，iPhone 15也充不上电 :-( 😡"),
    ("query", "怎么延长笔记本电池的使用时间？"),
    ("", "酒店房间很干净。" * 90),
]


def main():
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)
    session = onnxruntime.InferenceSession(str(MODEL / "onnx/model.onnx"), providers=["CPUExecutionProvider"])
    records = []
    for prompt, text in TEXTS:
        encoding = tokenizer.encode(((PROMPT if prompt else "") + text).lower())
        hidden = session.run(["last_hidden_state"], {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([encoding.type_ids], dtype=np.int64),
        })[0]
        vector = hidden[0, 0].astype(np.float64)
        vector /= np.linalg.norm(vector)
        records.append({"prompt": prompt, "text": text, "ids": encoding.ids, "vector": [round(float(v), 7) for v in vector]})
    GOLDEN.write_text("[\n" + ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
