package io.glossa.models.format.internal.torch;

import io.glossa.models.format.internal.torch.PickleValue.Dict;
import io.glossa.models.format.internal.torch.PickleValue.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the tensors of a checkpoint: in the dict that was saved, or in the one it holds under a name that training programs
 * use, which goes first. Values that are no tensors are left out.
 */
final class StateDict {
    private static final List<String> WRAPPERS = List.of("state_dict", "model_state_dict", "model", "module");
    private static final int DEEPEST = 4;

    private StateDict() {}

    static Map<String, Tensor> tensors(PickleValue saved, String where) {
        Map<String, Tensor> tensors = find(saved, DEEPEST);
        if (tensors.isEmpty()) {
            throw Refusal.foreign(where, "a state_dict (names with tensors, or such a dict under one of " + WRAPPERS + ")",
                    saved instanceof Dict ? "a dict without tensors" : Unpickler.kind(saved));
        }
        if (tensors.containsKey("__metadata__")) {
            throw Refusal.foreign(where, "names that safetensors can hold", "a tensor named __metadata__");
        }
        return tensors;
    }

    private static Map<String, Tensor> find(PickleValue value, int depth) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (!(value instanceof Dict dict) || depth == 0) {
            return tensors;
        }
        for (String wrapper : WRAPPERS) {
            PickleValue inner = dict.items.get(wrapper);
            if (inner instanceof Dict) {
                Map<String, Tensor> found = find(inner, depth - 1);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        dict.items.forEach((name, item) -> {
            if (item instanceof Tensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }
}
