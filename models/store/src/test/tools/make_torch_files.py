"""Makes the checkpoints below src/test/resources/models/torch: python make_torch_files.py

Needs torch 2.6, numpy and safetensors. Everything is small and random; the hostile files would run a harmless command if
something unpickled them as Python does. Storage keys in the old format are addresses, so its bytes differ between runs.
"""
import argparse
import builtins
import collections
import functools
import os
import pathlib
import tarfile
import io

import numpy
import torch
from safetensors.torch import load_file, save_file

HERE = pathlib.Path(__file__).resolve().parent
RESOURCES = HERE.parent / "resources" / "models"
OUT = RESOURCES / "torch"


def save(name, value, **options):
    torch.save(value, OUT / name, **options)


def types(legacy, protocol=2):
    """One tensor of each type, and every way in which a tensor can lie in its storage."""
    torch.manual_seed(11)
    state = collections.OrderedDict()
    state["f32"] = torch.randn(3, 4)
    state["f16"] = torch.randn(5).half()
    state["bf16"] = torch.randn(2, 2).bfloat16()
    state["f64"] = torch.randn(3, dtype=torch.float64)
    state["i64"] = torch.tensor([[-(1 << 62), 5], [0, -1]])
    state["i32"] = torch.tensor([-(1 << 30), 7], dtype=torch.int32)
    state["i16"] = torch.tensor([-3, 300], dtype=torch.int16)
    state["i8"] = torch.tensor([-128, 127], dtype=torch.int8)
    state["u8"] = torch.tensor([0, 255], dtype=torch.uint8)
    state["bool"] = torch.tensor([True, False, True])
    if not legacy:
        state["u16"] = torch.tensor([65535, 1], dtype=torch.uint16)
        state["u32"] = torch.tensor([4294967295, 1], dtype=torch.uint32)
        state["u64"] = torch.tensor([9, 1], dtype=torch.uint64)
        state["f8"] = torch.randn(4).to(torch.float8_e4m3fn)
    state["scalar"] = torch.tensor(2.5)
    state["empty"] = torch.zeros(0, 3)
    base = torch.arange(120, dtype=torch.float32).reshape(4, 5, 6)
    state["whole"] = base
    state["same"] = base
    state["transposed"] = base.transpose(0, 2)
    state["permuted"] = base.permute(1, 2, 0)
    state["slice"] = base[1:3]
    state["strided"] = base[::2, 1::2, ::3]
    state["row"] = base[2, 3]
    state["one"] = base[3, 4, 5]
    state["expanded"] = torch.tensor([1.0, 2.0]).unsqueeze(1).expand(2, 3)
    state["positions"] = torch.arange(7).expand((1, -1))
    state["half.t"] = torch.randn(3, 2).half().t()
    state["bytes.t"] = torch.arange(6, dtype=torch.uint8).reshape(2, 3).t()
    state["f64.t"] = torch.randn(3, 2, dtype=torch.float64).t()
    state["parameter"] = torch.nn.Parameter(torch.randn(2, 3))
    state["transposed parameter"] = torch.nn.Parameter(torch.randn(2, 3).t())
    state["é中\U0001f600"] = torch.ones(1)
    state["number"] = 3
    state["text"] = "not a tensor"
    state["none"] = None
    state["list"] = [torch.ones(2), 1.5, -7, 1 << 40, True, *([b"bytes"] if protocol > 2 else [])]
    state._metadata = collections.OrderedDict({"": {"version": 1}})
    return state


def tensors(state):
    return {name: value.detach().clone().contiguous() for name, value in state.items() if isinstance(value, torch.Tensor)}


class Call:
    def __init__(self, function, *arguments):
        self.what = (function, arguments)

    def __reduce__(self):
        return self.what


class Loads:
    """Pickles to an object whose state is set by name."""

    def __init__(self):
        self.__dict__["x"] = torch.ones(1)


def main():
    OUT.mkdir(exist_ok=True)
    save_file(tensors(types(legacy=False)), OUT / "types.safetensors", metadata={"format": "pt"})
    (OUT / "types.safetensors").chmod(0o644)
    for protocol in (2, 3, 4, 5):
        save(f"types-{protocol}.bin", types(False, protocol), pickle_protocol=protocol)
    save("types-old.bin", types(legacy=True), _use_new_zipfile_serialization=False)
    albert = load_file(RESOURCES / "weights" / "model.safetensors")
    save("albert.bin", albert)
    save("albert-old.bin", albert, _use_new_zipfile_serialization=False)

    small = collections.OrderedDict(a=torch.tensor([1.0, 2.0]), b=torch.tensor([[3]]))
    optimizer = {"state": {0: {"step": torch.tensor(1.0)}}, "param_groups": [{"lr": 0.1, "params": [0]}]}
    save("wrapped.bin", {"epoch": 3, "optimizer": optimizer, "state_dict": small, "best": 0.5})
    save("wrapped-model.bin", {"model": dict(small), "args": {"x": (1, 2, 3, 4)}})
    save("alone.bin", torch.ones(2))
    save("nothing.bin", {"epoch": 3})
    save("dense.bin", {"linear.weight": torch.tensor([[1.0, 2.0], [0.0, -1.0], [0.5, 0.5]]), "linear.bias": torch.tensor([1.0, 0.0, -1.0])})
    parameter = torch.nn.Parameter(torch.tensor([4.0]))
    parameter.note = "an attribute"
    save("attributes.bin", {"a": parameter})

    inner = collections.OrderedDict(a=torch.ones(1))
    save("hostile-system.bin", dict(inner, x=Call(os.system, "true")))
    save("hostile-system-4.bin", dict(inner, x=Call(os.system, "true")), pickle_protocol=4)
    save("hostile-system-old.bin", dict(inner, x=Call(os.system, "true")), _use_new_zipfile_serialization=False)
    save("hostile-eval.bin", dict(inner, x=Call(builtins.eval, "1")))
    save("hostile-partial.bin", dict(inner, x=Call(functools.partial(os.system, "true"))))
    save("hostile-getattr.bin", dict(inner, x=Call(getattr, "text", "format")))
    save("foreign-array.bin", dict(inner, x=numpy.ones(2)))
    save("foreign-arguments.bin", {"model": inner, "args": argparse.Namespace(x=1)})
    save("foreign-module.bin", torch.nn.Linear(2, 2))
    save("foreign-object.bin", {"a": Loads()})
    save("foreign-sparse.bin", {"a": torch.eye(2).to_sparse()})
    save("foreign-complex.bin", {"a": torch.ones(2, dtype=torch.complex64)})
    torch.jit.script(torch.nn.Linear(2, 2)).save(str(OUT / "foreign-script.bin"))
    with tarfile.open(OUT / "foreign-tar.bin", "w") as tar:
        for name in ("sys_info", "pickle", "tensors", "storages"):
            tar.addfile(tarfile.TarInfo(name), io.BytesIO())


if __name__ == "__main__":
    main()
