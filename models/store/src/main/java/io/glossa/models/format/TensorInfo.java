package io.glossa.models.format;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * Where one tensor lies in a safetensors file.
 *
 * @param name the tensor's name
 * @param dtype type of its elements
 * @param shape length of each dimension; empty for a single number
 * @param begin first byte, counted from the end of the header
 * @param end first byte after it, counted from the end of the header
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TensorInfo(String name, DType dtype, List<Long> shape, long begin, long end) {
    /** Copies the shape and refuses nulls. */
    public TensorInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(dtype, "dtype");
        shape = List.copyOf(shape);
    }

    /**
     * Number of elements.
     *
     * @return the product of the shape, one for a single number
     */
    public long elements() {
        return (end - begin) / dtype.bytes();
    }
}
