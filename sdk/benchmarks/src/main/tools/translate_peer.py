"""A Marian model with random weights, its export, and the export at work.

    translate_peer.py make FOLDER       width 512, 6 + 6 layers, inner 2048, 32,001 tokens; weights beside the graphs
    translate_peer.py serve FOLDER      orders on standard input, one JSON object a line: ids (rows), beams, tokens;
                                        answers with the seconds of CPU time, and the ids that were written

Needs torch 2.6.0, transformers 4.57.6, optimum-onnx 0.1.0 and onnxruntime 1.23.2. One thread.
"""
import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from transformers import MarianConfig, MarianMTModel

VOCABULARY = 32001


def make(folder):
    from optimum.exporters.onnx import onnx_export_from_model

    torch.manual_seed(7)
    config = MarianConfig(vocab_size=VOCABULARY, decoder_vocab_size=VOCABULARY, d_model=512, encoder_layers=6, decoder_layers=6,
                          encoder_attention_heads=8, decoder_attention_heads=8, encoder_ffn_dim=2048, decoder_ffn_dim=2048,
                          max_position_embeddings=512, activation_function="swish", pad_token_id=VOCABULARY - 1, eos_token_id=0,
                          bos_token_id=0, decoder_start_token_id=VOCABULARY - 1, forced_eos_token_id=0, scale_embedding=True,
                          static_position_embeddings=True, dropout=0.0)
    model = MarianMTModel(config).eval()
    model.save_pretrained(folder)
    onnx_export_from_model(model, folder, task="text2text-generation-with-past", do_validation=False)


def serve(folder):
    import onnxruntime
    from optimum.onnxruntime import ORTModelForSeq2SeqLM

    torch.set_num_threads(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    model = ORTModelForSeq2SeqLM.from_pretrained(folder, session_options=options)
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        ids = torch.tensor(order["ids"])
        begin = time.process_time()
        written = model.generate(input_ids=ids, attention_mask=torch.ones_like(ids), num_beams=order["beams"],
                                 min_new_tokens=order["tokens"], max_new_tokens=order["tokens"], do_sample=False)
        seconds = time.process_time() - begin
        print(json.dumps({"seconds": seconds, "ids": written.tolist()}), flush=True)


if __name__ == "__main__":
    {"make": make, "serve": serve}[sys.argv[1]](sys.argv[2])
