package io.glossa.models.format.internal.torch;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.DType;
import io.glossa.models.format.internal.torch.PickleValue.Dict;
import io.glossa.models.format.internal.torch.PickleValue.Function;
import io.glossa.models.format.internal.torch.PickleValue.Items;
import io.glossa.models.format.internal.torch.PickleValue.NumberType;
import io.glossa.models.format.internal.torch.PickleValue.Other;
import io.glossa.models.format.internal.torch.PickleValue.Storage;
import io.glossa.models.format.internal.torch.PickleValue.StorageType;
import io.glossa.models.format.internal.torch.PickleValue.Tensor;
import io.glossa.models.format.internal.torch.PickleValue.TensorType;
import io.glossa.models.format.internal.torch.PickleValue.Text;
import io.glossa.models.format.internal.torch.PickleValue.Tuple;
import io.glossa.models.format.internal.torch.PickleValue.Whole;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the few functions of a checkpoint's pickle do: they describe a view of a storage. Descriptions are checked here against
 * themselves, and against the bytes when those are found.
 */
final class TensorValues {
    private static final int MAX_RANK = 32;

    private TensorValues() {}

    /**
     * The storage that a persistent identifier means: the word, the type, the key, the device, the number of elements, and in
     * the old format None for "no view of another storage".
     */
    static Storage storage(PickleValue id, String where) {
        if (id instanceof Tuple tuple && tuple.items().size() >= 5 && tuple.items().size() <= 6
                && tuple.items().get(0) instanceof Text kind && kind.value().equals("storage")
                && tuple.items().get(1) instanceof StorageType type
                && tuple.items().get(2) instanceof Text key
                && tuple.items().get(4) instanceof Whole count
                && (tuple.items().size() == 5 || tuple.items().get(5) == Other.VALUE)) {
            int bytes = type.dtype() == null ? 1 : type.dtype().bytes();
            if (count.value() < 0 || count.value() > Long.MAX_VALUE / bytes) {
                throw Refusal.damaged(where + ", storage " + Refusal.quote(key.value()), "a number of elements from 0 whose size"
                        + " fits 63 bits", String.valueOf(count.value()));
            }
            return new Storage(key.value(), type.dtype(), count.value());
        }
        throw Refusal.foreign(where, "storages as persistent identifiers: type, key, device and number of elements",
                "something else");
    }

    /** Carries out REDUCE. */
    static PickleValue call(PickleValue function, PickleValue arguments, String where) {
        if (!(function instanceof Function known)) {
            throw Refusal.foreign(where, "a call of a function that rebuilds a tensor", "a call of " + Unpickler.kind(function));
        }
        if (!(arguments instanceof Tuple tuple)) {
            throw Refusal.damaged(where, "a tuple of arguments", Unpickler.kind(arguments));
        }
        List<PickleValue> values = tuple.items();
        switch (known) {
            case ORDERED_DICT:
                return dict(values, where);
            case TENSOR_V1:
                requireCount(known, values, 4, 4, where);
                return tensor(values, null, where);
            case TENSOR_V2:
                requireCount(known, values, 6, 7, where);
                return tensor(values, null, where);
            case TENSOR_V3:
                requireCount(known, values, 7, 8, where);
                if (!(values.get(6) instanceof NumberType type)) {
                    throw Refusal.damaged(where, "a number type for a tensor", Unpickler.kind(values.get(6)));
                }
                return tensor(values, type.dtype(), where);
            case PARAMETER:
                requireCount(known, values, 3, 3, where);
                return existing(values.get(0), where);
            case PARAMETER_WITH_STATE:
                requireCount(known, values, 4, 4, where);
                return existing(values.get(0), where);
            default:
                requireCount(known, values, 4, 4, where);
                if (!(values.get(1) instanceof TensorType) || values.get(0) == Function.FROM_TYPE) {
                    throw Refusal.foreign(where, "a tensor or a parameter", "another kind of tensor");
                }
                return existing(call(values.get(0), values.get(2), where), where);
        }
    }

    private static void requireCount(Function function, List<PickleValue> values, int least, int most, String where) {
        if (values.size() < least || values.size() > most) {
            throw Refusal.damaged(where, least + " to " + most + " arguments for " + function, String.valueOf(values.size()));
        }
    }

    private static Tensor existing(PickleValue value, String where) {
        if (value instanceof Tensor tensor) {
            return tensor;
        }
        throw Refusal.damaged(where, "a tensor in a parameter", Unpickler.kind(value));
    }

    /** An ordered dict: empty, or, as Python 2 wrote it, from a list of pairs. */
    private static Dict dict(List<PickleValue> arguments, String where) {
        Dict dict = new Dict();
        if (arguments.isEmpty()) {
            return dict;
        }
        if (arguments.size() != 1 || !(arguments.get(0) instanceof Items pairs)) {
            throw Refusal.foreign(where, "an OrderedDict from nothing or a list of pairs", "other arguments");
        }
        for (PickleValue item : pairs.items) {
            List<PickleValue> pair = item instanceof Items list ? list.items : item instanceof Tuple tuple ? tuple.items() : List.of();
            if (pair.size() != 2) {
                throw Refusal.damaged(where, "pairs in an OrderedDict", Unpickler.kind(item));
            }
            dict.put(pair.get(0), pair.get(1));
        }
        return dict;
    }

    /** Storage, offset, shape, strides; the rest (gradients, hooks) says nothing about the numbers. */
    private static Tensor tensor(List<PickleValue> values, @Nullable DType named, String where) {
        if (!(values.get(0) instanceof Storage storage) || !(values.get(1) instanceof Whole offset)) {
            throw Refusal.damaged(where, "a storage and an offset for a tensor", Unpickler.kind(values.get(0)) + " and "
                    + Unpickler.kind(values.get(1)));
        }
        String what = where + ", storage " + Refusal.quote(storage.key());
        DType dtype = named != null ? named : storage.dtype();
        if (dtype == null || storage.dtype() != null && storage.dtype() != dtype) {
            throw Refusal.damaged(what, "one number type for a tensor", dtype == null ? "none" : storage.dtype() + " and " + dtype);
        }
        List<Long> shape = lengths(values.get(2), what);
        List<Long> strides = lengths(values.get(3), what);
        if (shape.size() != strides.size() || shape.size() > MAX_RANK) {
            throw Refusal.damaged(what, "a tensor of at most " + MAX_RANK + " dimensions with a stride each",
                    shape.size() + " dimensions and " + strides.size() + " strides");
        }
        long available = storage.bytes() / dtype.bytes();
        try {
            long bytes = dtype.bytes();
            long last = offset.value();
            boolean empty = shape.contains(0L);
            for (int i = 0; i < shape.size(); i++) {
                bytes = Math.multiplyExact(bytes, Math.max(1, shape.get(i)));
                if (!empty) {
                    last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
                }
            }
            if (offset.value() < 0 || (empty ? last > available : last >= available)) {
                throw Refusal.damaged(what, "a tensor of shape " + shape + " inside its " + available + " elements",
                        "offset " + offset.value() + " and strides " + strides);
            }
        } catch (ArithmeticException e) {
            throw Refusal.damaged(what, "a tensor whose size fits 63 bits", "the shape " + shape + " and the strides " + strides);
        }
        return new Tensor(storage, dtype, offset.value(), shape, strides);
    }

    private static List<Long> lengths(PickleValue value, String where) throws ModelFormatException {
        List<PickleValue> items = value instanceof Tuple tuple ? tuple.items() : value instanceof Items list ? list.items : null;
        if (items == null || items.size() > MAX_RANK) {
            throw Refusal.damaged(where, "a tuple of at most " + MAX_RANK + " lengths", Unpickler.kind(value));
        }
        List<Long> lengths = new ArrayList<>(items.size());
        for (PickleValue item : items) {
            if (!(item instanceof Whole whole) || whole.value() < 0) {
                throw Refusal.damaged(where, "lengths from 0 to 2^63-1", "something else");
            }
            lengths.add(whole.value());
        }
        return List.copyOf(lengths);
    }
}
