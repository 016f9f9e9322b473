package io.glossa.models.format.internal.torch;

import io.glossa.models.format.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a pickle of a checkpoint can hold. */
sealed interface PickleValue {
    /** None, a float, bytes: nothing that a tensor depends on. */
    enum Other implements PickleValue {
        VALUE
    }

    /** True or false. */
    record Bool(boolean value) implements PickleValue {}

    /** A whole number of at most 64 bits; larger ones are {@link Large}. */
    record Whole(long value) implements PickleValue {}

    /** A whole number of more than 64 bits. */
    record Large(java.math.BigInteger value) implements PickleValue {}

    record Text(String value) implements PickleValue {}

    /** A tuple never changes. */
    record Tuple(List<PickleValue> items) implements PickleValue {}

    /** A list; not a record, because a list can hold itself. */
    final class Items implements PickleValue {
        final List<PickleValue> items = new ArrayList<>(0);
    }

    /** A dict, ordered or not. Only its texts are kept as keys: nothing else can be the name of a tensor. */
    final class Dict implements PickleValue {
        final Map<String, PickleValue> items = new LinkedHashMap<>(0);

        void put(PickleValue key, PickleValue value) {
            if (key instanceof Text text) {
                items.put(text.value(), value);
            }
        }
    }

    /** One of the functions that the machine carries out itself. */
    enum Function implements PickleValue {
        ORDERED_DICT,
        TENSOR_V1,
        TENSOR_V2,
        TENSOR_V3,
        PARAMETER,
        PARAMETER_WITH_STATE,
        FROM_TYPE
    }

    /** A class that is only ever named beside a tensor. */
    enum TensorType implements PickleValue {
        TENSOR,
        PARAMETER
    }

    /**
     * The type of a storage.
     *
     * @param dtype type of its elements; null for bytes whose type the tensor tells
     */
    record StorageType(@Nullable DType dtype) implements PickleValue {}

    /** A number type named by a tensor. */
    record NumberType(DType dtype) implements PickleValue {}

    /**
     * A run of bytes beside the pickle.
     *
     * @param key its name
     * @param dtype type of its elements; null for bytes whose type the tensor tells
     * @param elements number of elements, or of bytes
     */
    record Storage(String key, @Nullable DType dtype, long elements) implements PickleValue {
        long bytes() {
            return Math.multiplyExact(elements, (long) (dtype == null ? 1 : dtype.bytes()));
        }
    }

    /**
     * A view of a storage.
     *
     * @param offset first element
     * @param shape length of each dimension
     * @param strides steps of each dimension, in elements
     */
    record Tensor(Storage storage, DType dtype, long offset, List<Long> shape, List<Long> strides) implements PickleValue {
        long elements() {
            return shape.stream().reduce(1L, (a, b) -> a * b);
        }

        long bytes() {
            return elements() * dtype.bytes();
        }

        /** Whether its elements lie one after the other in row-major order. */
        boolean contiguous() {
            long expected = 1;
            for (int i = shape.size() - 1; i >= 0; i--) {
                if (shape.get(i) != 1 && strides.get(i) != expected) {
                    return elements() == 0;
                }
                expected *= shape.get(i);
            }
            return true;
        }

        /** The last element it uses, counted from its first; 0 if it is empty or a single number. */
        long reach() {
            long reach = 0;
            for (int i = 0; i < shape.size(); i++) {
                reach += (shape.get(i) - 1) * strides.get(i);
            }
            return elements() == 0 ? 0 : reach;
        }
    }
}
