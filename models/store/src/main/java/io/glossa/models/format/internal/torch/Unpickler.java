package io.glossa.models.format.internal.torch;

import io.glossa.error.ModelFormatException;
import io.glossa.models.format.internal.torch.PickleValue.Bool;
import io.glossa.models.format.internal.torch.PickleValue.Dict;
import io.glossa.models.format.internal.torch.PickleValue.Items;
import io.glossa.models.format.internal.torch.PickleValue.Other;
import io.glossa.models.format.internal.torch.PickleValue.Storage;
import io.glossa.models.format.internal.torch.PickleValue.Text;
import io.glossa.models.format.internal.torch.PickleValue.Tuple;
import io.glossa.models.format.internal.torch.PickleValue.Whole;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a pickle of protocol 2 to 5 on values of its own. A pickle is a program for a stack machine that can name any function
 * and call it; this machine knows the instructions that {@code torch.save} uses for state dicts, names nothing but what
 * {@link Globals} lists, and refuses all else with its name. The instructions are documented in the module {@code pickletools}
 * of Python. Not thread-safe.
 */
final class Unpickler {
    /**
     * Bounds memory: every instruction makes at most one small object, or counts for as many as it makes. A checkpoint needs about
     * 30 for each tensor.
     */
    private static final int MOST_STEPS = 1_000_000;
    private static final int LONGEST_INTEGER = 64;
    private static final PickleValue TRUE = new Bool(true);
    private static final PickleValue FALSE = new Bool(false);
    private static final PickleValue NOTHING = new Tuple(List.of());

    private final PickleInput in;
    private final ArrayList<PickleValue> stack = new ArrayList<>();
    private final ArrayList<Integer> marks = new ArrayList<>();
    private final Map<Long, PickleValue> memo = new HashMap<>();
    private final Map<String, Storage> storages = new LinkedHashMap<>();
    private int steps;

    /**
     * The value of a pickle.
     *
     * @param storages all that were named, by their keys
     */
    record Result(PickleValue value, Map<String, Storage> storages) {}

    private Unpickler(PickleInput in) {
        this.in = in;
    }

    /**
     * Reads one pickle and leaves the input after it.
     *
     * @throws ModelFormatException if it is damaged, or holds anything but tensors and plain values
     */
    static Result read(PickleInput in) throws IOException {
        Unpickler machine = new Unpickler(in);
        return new Result(machine.run(), machine.storages);
    }

    private PickleValue run() throws IOException {
        if (in.u1() != 0x80) {
            throw Refusal.foreign(in.where(), "a pickle of protocol 2 to 5",
                    "another beginning (protocols 0 and 1 are not read, newer ones say what they are)");
        }
        int protocol = in.u1();
        if (protocol < 2 || protocol > 5) {
            throw Refusal.foreign(in.where(), "a pickle of protocol 2 to 5", "protocol " + protocol);
        }
        while (steps++ < MOST_STEPS) {
            int code = in.u1();
            if (code == '.') {
                PickleValue result = pop();
                if (!stack.isEmpty() || !marks.isEmpty()) {
                    throw damaged("one value at the end of the pickle", "more");
                }
                return result;
            }
            step(code);
        }
        throw Refusal.foreign(in.where(), "a pickle of at most " + MOST_STEPS + " instructions", "more");
    }

    private void step(int code) throws IOException {
        switch (code) {
            case '(' -> marks.add(stack.size());
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(top());
            case 'N', 'G' -> {
                in.skip(code == 'G' ? 8 : 0);
                push(Other.VALUE);
            }
            case 0x88 -> push(TRUE);
            case 0x89 -> push(FALSE);
            case 'K' -> push(new Whole(in.u1()));
            case 'M' -> push(new Whole(in.u2()));
            case 'J' -> push(new Whole(in.i4()));
            case 0x8a -> push(integer(in.u1()));
            case 0x8b -> push(integer(in.i4()));
            case 'X' -> push(new Text(in.text(in.u4())));
            case 0x8c -> push(new Text(in.text(in.u1())));
            case 0x8d -> push(new Text(in.text(in.i8())));
            case 'B' -> bytes(in.u4());
            case 'C' -> bytes(in.u1());
            case 'U' -> push(new Text(in.text(in.u1())));
            case 'T' -> push(new Text(in.text(in.i4())));
            case 0x8e -> bytes(in.i8());
            case ')' -> push(NOTHING);
            case 't' -> push(new Tuple(List.copyOf(popToMark())));
            case 0x85 -> push(new Tuple(List.of(pop())));
            case 0x86, 0x87 -> tuple(code - 0x84);
            case ']' -> push(new Items());
            case 'l' -> {
                Items list = new Items();
                list.items.addAll(popToMark());
                push(list);
            }
            case 'a' -> {
                PickleValue item = pop();
                list().items.add(item);
            }
            case 'e' -> {
                List<PickleValue> items = popToMark();
                list().items.addAll(items);
            }
            case '}' -> push(new Dict());
            case 'd' -> {
                List<PickleValue> items = popToMark();
                push(new Dict());
                putAll(items);
            }
            case 's' -> {
                PickleValue value = pop();
                PickleValue key = pop();
                dict().put(key, value);
            }
            case 'u' -> putAll(popToMark());
            case 'q' -> memo.put((long) in.u1(), top());
            case 'r' -> memo.put(in.u4(), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(memo(in.u1()));
            case 'j' -> push(memo(in.u4()));
            case 0x95 -> {
                long length = in.i8();
                if (length < 0 || length > in.remaining()) {
                    throw damaged("a frame of at most " + in.remaining() + " bytes", Long.toUnsignedString(length) + " bytes");
                }
            }
            case 'c' -> push(global(in.line(), in.line()));
            case 0x93 -> {
                if (!(pop() instanceof Text name) || !(pop() instanceof Text module)) {
                    throw damaged("the name of a global to be two texts", "something else");
                }
                push(global(module.value(), name.value()));
            }
            case 'Q' -> {
                Storage storage = TensorValues.storage(pop(), in.where());
                Storage other = storages.putIfAbsent(storage.key(), storage);
                if (other != null && !other.equals(storage)) {
                    throw Refusal.damaged(in.where() + ", storage " + Refusal.quote(storage.key()), "one type and size", "two");
                }
                push(storage);
            }
            case 'R' -> {
                PickleValue arguments = pop();
                // The one call that makes as much as it is given, and the same list can be given again and again.
                if (arguments instanceof Tuple tuple && !tuple.items().isEmpty() && tuple.items().get(0) instanceof Items list) {
                    steps += Math.min(list.items.size(), MOST_STEPS);
                }
                push(TensorValues.call(pop(), arguments, in.where()));
            }
            case 'b' -> {
                pop();
                if (!(top() instanceof Dict)) {
                    throw Refusal.foreign(in.where(), "only dicts with attributes of their own (BUILD)", kind(top()));
                }
            }
            default -> throw refused(code);
        }
    }

    private PickleValue global(String module, String name) {
        PickleValue known = Globals.find(module, name);
        if (known == null) {
            throw new ModelFormatException(in.where() + ": expected nothing but tensors and plain values, found the global "
                    + Refusal.quote(module + "." + name) + ", which Python would look up and could run; nothing was run here."
                    + " Use weights in safetensors; if you trust where this file came from, load it in Python and save its"
                    + " state_dict in that format");
        }
        return known;
    }

    private ModelFormatException refused(int code) {
        return Refusal.foreign(in.where(), "the instructions of a saved state_dict", "instruction 0x"
                + Integer.toHexString(code).toUpperCase(Locale.ROOT) + " at byte " + (in.position() - 1) + " (" + Refusal.instruction(code) + ")");
    }

    private PickleValue integer(int length) throws IOException {
        if (length < 0 || length > LONGEST_INTEGER) {
            throw Refusal.foreign(in.where(), "an integer of at most " + LONGEST_INTEGER + " bytes", length + " bytes");
        }
        byte[] bytes = in.bytes(length);
        for (int i = 0; i < length / 2; i++) {
            byte swapped = bytes[i];
            bytes[i] = bytes[length - 1 - i];
            bytes[length - 1 - i] = swapped;
        }
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return value.bitLength() < 64 ? new Whole(value.longValue()) : new PickleValue.Large(value);
    }

    private void bytes(long length) throws IOException {
        in.skip(length);
        push(Other.VALUE);
    }

    private void tuple(int length) {
        PickleValue[] items = new PickleValue[length];
        for (int i = length - 1; i >= 0; i--) {
            items[i] = pop();
        }
        push(new Tuple(Arrays.asList(items)));
    }

    private Items list() {
        if (top() instanceof Items list) {
            return list;
        }
        throw damaged("a list to add to", kind(top()));
    }

    private Dict dict() {
        if (top() instanceof Dict dict) {
            return dict;
        }
        throw damaged("a dict to put into", kind(top()));
    }

    private void putAll(List<PickleValue> items) {
        if (items.size() % 2 != 0) {
            throw damaged("pairs of key and value", "a key without a value");
        }
        Dict dict = dict();
        for (int i = 0; i < items.size(); i += 2) {
            dict.put(items.get(i), items.get(i + 1));
        }
    }

    private PickleValue memo(long index) {
        PickleValue value = memo.get(index);
        if (value == null) {
            throw damaged("a value that was kept as number " + index, "none");
        }
        return value;
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue top() {
        if (stack.size() <= base()) {
            throw damaged("a value on the stack", "none");
        }
        return stack.get(stack.size() - 1);
    }

    private PickleValue pop() {
        PickleValue value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<PickleValue> popToMark() {
        if (marks.isEmpty()) {
            throw damaged("a mark on the stack", "none");
        }
        int mark = marks.remove(marks.size() - 1);
        List<PickleValue> above = stack.subList(mark, stack.size());
        List<PickleValue> values = new ArrayList<>(above);
        above.clear();
        return values;
    }

    private int base() {
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    }

    private ModelFormatException damaged(String expected, String found) {
        return Refusal.damaged(in.where() + ", byte " + in.position(), expected, found);
    }

    static String kind(PickleValue value) {
        if (value instanceof PickleValue.Tensor) {
            return "a tensor";
        } else if (value instanceof Tuple) {
            return "a tuple";
        } else if (value instanceof Items) {
            return "a list";
        } else if (value instanceof Dict) {
            return "a dict";
        } else if (value instanceof Text) {
            return "a text";
        } else if (value instanceof Whole || value instanceof Bool || value instanceof PickleValue.Large) {
            return "a number";
        }
        return value instanceof Other ? "a plain value" : "a name of PyTorch";
    }
}
