package io.glossa.models;

import org.apiguardian.api.API;

/** Which of a model's files is run. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum ModelFormat {
    /** The ONNX graph if the model brings one of the wanted precision, else one written from its weights. */
    AUTO,
    /** Only an ONNX graph that the model brings. */
    ONNX,
    /** Only a graph written from the model's weights. */
    WEIGHTS
}
