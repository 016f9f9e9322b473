package io.glossa.models.format.internal.torch;

import io.glossa.models.format.DType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that a pickle of a checkpoint may mention. Each stands for something of the machine's own: no name is ever looked up
 * as a class or a function.
 */
final class Globals {
    private static final Map<String, PickleValue> FUNCTIONS = Map.of(
            "collections.OrderedDict", PickleValue.Function.ORDERED_DICT,
            "torch._utils._rebuild_tensor", PickleValue.Function.TENSOR_V1,
            "torch._utils._rebuild_tensor_v2", PickleValue.Function.TENSOR_V2,
            "torch._utils._rebuild_tensor_v3", PickleValue.Function.TENSOR_V3,
            "torch._utils._rebuild_parameter", PickleValue.Function.PARAMETER,
            "torch._utils._rebuild_parameter_with_state", PickleValue.Function.PARAMETER_WITH_STATE,
            "torch._tensor._rebuild_from_type_v2", PickleValue.Function.FROM_TYPE,
            "torch.Tensor", PickleValue.TensorType.TENSOR,
            "torch.nn.parameter.Parameter", PickleValue.TensorType.PARAMETER);

    private static final Map<String, DType> STORAGES = Map.ofEntries(
            Map.entry("FloatStorage", DType.F32), Map.entry("HalfStorage", DType.F16),
            Map.entry("BFloat16Storage", DType.BF16), Map.entry("DoubleStorage", DType.F64),
            Map.entry("LongStorage", DType.I64), Map.entry("IntStorage", DType.I32),
            Map.entry("ShortStorage", DType.I16), Map.entry("CharStorage", DType.I8),
            Map.entry("ByteStorage", DType.U8), Map.entry("BoolStorage", DType.BOOL));

    private static final Map<String, DType> NUMBERS = Map.ofEntries(
            Map.entry("torch.float32", DType.F32), Map.entry("torch.float16", DType.F16),
            Map.entry("torch.bfloat16", DType.BF16), Map.entry("torch.float64", DType.F64),
            Map.entry("torch.int64", DType.I64), Map.entry("torch.int32", DType.I32),
            Map.entry("torch.int16", DType.I16), Map.entry("torch.int8", DType.I8),
            Map.entry("torch.uint8", DType.U8), Map.entry("torch.bool", DType.BOOL),
            Map.entry("torch.uint16", DType.U16), Map.entry("torch.uint32", DType.U32),
            Map.entry("torch.uint64", DType.U64), Map.entry("torch.float8_e4m3fn", DType.F8_E4M3),
            Map.entry("torch.float8_e5m2", DType.F8_E5M2));

    private Globals() {}

    /** What a name stands for, or null if it is not on the list. */
    static @Nullable PickleValue find(String module, String name) {
        String full = module + "." + name;
        PickleValue function = FUNCTIONS.get(full);
        if (function != null) {
            return function;
        }
        DType number = NUMBERS.get(full);
        if (number != null) {
            return new PickleValue.NumberType(number);
        }
        switch (module) {
            case "torch", "torch.cuda":
                DType storage = STORAGES.get(name);
                return storage == null
                        ? name.equals("UntypedStorage") ? new PickleValue.StorageType(null) : null
                        : new PickleValue.StorageType(storage);
            case "torch.storage":
                boolean untyped = name.equals("UntypedStorage") || name.equals("_UntypedStorage");
                return untyped ? new PickleValue.StorageType(null) : null;
            default:
                return null;
        }
    }
}
