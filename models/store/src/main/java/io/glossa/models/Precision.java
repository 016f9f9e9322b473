package io.glossa.models;

import org.apiguardian.api.API;

/** Which of a model's graphs to take, where it has several. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Precision {
    /**
     * What the model's {@code glossa.json} names as its default; without one the 32-bit graph if there is one, else the
     * quantised one.
     */
    AUTO,
    /** 32-bit floating point: {@code model.onnx}. */
    FP32,
    /** 8-bit integers: {@code model_quantized.onnx} and its relatives. */
    INT8
}
