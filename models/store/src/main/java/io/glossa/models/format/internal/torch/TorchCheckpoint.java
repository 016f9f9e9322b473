package io.glossa.models.format.internal.torch;

import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensorsWriter;
import io.glossa.models.format.internal.torch.PickleValue.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a file of {@code torch.save} ({@code pytorch_model.bin}), in the zip format (since PyTorch 1.6) or the older
 * one of pickles and raw storages. It is read as data, see {@link Unpickler}; opening reads the pickle and finds the storages,
 * and numbers are read when they are written elsewhere. Immutable and thread-safe, holds no resources.
 */
public final class TorchCheckpoint {
    /** Before the name of a tensor in the metadata of {@link #write}: the value is the name under which it lies in the file. */
    public static final String ALIAS = "same as:";

    private static final long MOST_PICKLE = 32L << 20;
    private static final byte[] OLD_MAGIC = {
        (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};
    /** How much larger than the file its tensors may be: views that share bytes are written apart. */
    private static final long MOST_GROWTH = 8;
    private static final long FREE_GROWTH = 64L << 20;

    private final String where;
    private final @Nullable Path file;
    private final byte @Nullable [] content;
    private final Map<String, Tensor> tensors;
    private final Map<String, Long> places;

    /**
     * What a tensor is.
     *
     * @param dtype type of its elements
     * @param shape length of each dimension
     */
    public record Description(DType dtype, List<Long> shape) {}

    private record Found(Map<String, Tensor> tensors, Map<String, Long> places) {}

    private TorchCheckpoint(String where, @Nullable Path file, byte @Nullable [] content, Found found) {
        this.where = where;
        this.file = file;
        this.content = content;
        this.tensors = Collections.unmodifiableMap(found.tensors());
        this.places = found.places();
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @return its tensors
     * @throws ModelNotFoundException if there is no such file
     * @throws ModelFormatException if it is damaged, holds anything but tensors and plain values, or cannot be read
     */
    public static TorchCheckpoint open(Path file) {
        String where = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new ModelNotFoundException(where + ": expected a PyTorch checkpoint, found none; check the path");
        }
        try (CheckpointBytes bytes = CheckpointBytes.open(file, where)) {
            return new TorchCheckpoint(where, file, null, find(bytes));
        } catch (IOException e) {
            throw Refusal.unreadable(where, e);
        }
    }

    /**
     * Reads tensors from memory. The bytes are not copied, so leave them alone afterwards.
     *
     * @param content a whole checkpoint
     * @param where how it is called in messages
     * @return its tensors
     * @throws ModelFormatException if it is damaged, or holds anything but tensors and plain values
     */
    public static TorchCheckpoint read(byte[] content, String where) {
        try (CheckpointBytes bytes = CheckpointBytes.of(content, where)) {
            return new TorchCheckpoint(where, null, content, find(bytes));
        } catch (IOException e) {
            throw Refusal.unreadable(where, e);
        }
    }

    /**
     * All tensors, in the order of the checkpoint.
     *
     * @return name to description; unmodifiable
     */
    public Map<String, Description> tensors() {
        Map<String, Description> descriptions = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> descriptions.put(name, new Description(tensor.dtype(), tensor.shape())));
        return Collections.unmodifiableMap(descriptions);
    }

    /**
     * Writes the tensors as a safetensors file, whole or not at all. Views are made contiguous. Names that mean the very same view
     * of the same storage, such as tied embeddings, are written once, under the first of them; the metadata names the others, see
     * {@link #ALIAS}.
     *
     * @param target the file
     * @throws ModelFormatException if the checkpoint was changed or cut since it was opened, or holds a tensor that cannot be
     *     written: a view out of order over more than 2 GiB, or one named {@code __metadata__}
     * @throws IOException if the checkpoint cannot be read or the target not be written
     */
    public void write(Path target) throws IOException {
        try (CheckpointBytes bytes = reopen()) {
            writer(bytes).write(target);
        }
    }

    /**
     * Writes the same bytes to a stream, and leaves it open.
     *
     * @param target takes the bytes
     * @throws ModelFormatException as {@link #write(Path)} does
     * @throws IOException as {@link #write(Path)} does
     */
    public void write(OutputStream target) throws IOException {
        try (CheckpointBytes bytes = reopen()) {
            writer(bytes).write(target);
        }
    }

    private SafeTensorsWriter writer(CheckpointBytes bytes) {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        Map<Tensor, String> names = new HashMap<>();
        tensors.forEach((name, tensor) -> {
            String same = names.putIfAbsent(tensor, name);
            if (same == null) {
                writer.add(name, tensor.dtype(), tensor.shape(),
                        sink -> TensorCopy.copy(bytes, places.get(tensor.storage().key()), tensor, sink));
            } else {
                writer.metadata(ALIAS + name, same);
            }
        });
        return writer;
    }

    private CheckpointBytes reopen() {
        if (content != null) {
            return CheckpointBytes.of(content, where);
        }
        try {
            CheckpointBytes bytes = CheckpointBytes.open(Objects.requireNonNull(file), where);
            try {
                if (!find(bytes).equals(new Found(tensors, places))) {
                    throw new ModelFormatException(where + ": expected the checkpoint that was opened, found another one; leave a"
                            + " model's files alone while it is in use, and load it again");
                }
                return bytes;
            } catch (IOException | ModelFormatException e) {
                bytes.close();
                throw e;
            }
        } catch (IOException e) {
            throw Refusal.unreadable(where, e);
        }
    }

    private static Found find(CheckpointBytes bytes) throws IOException {
        String where = bytes.where();
        byte[] head = new byte[(int) Math.min(512, bytes.size())];
        bytes.read(0, ByteBuffer.wrap(head));
        Found found;
        if (startsWith(head, 0, "PK\3\4".getBytes(StandardCharsets.ISO_8859_1))) {
            found = zip(bytes);
        } else if (startsWith(head, 0, OLD_MAGIC)) {
            found = old(bytes);
        } else {
            throw unknown(where, head);
        }
        requireModest(found.tensors(), bytes.size(), where);
        return found;
    }

    private static ModelFormatException unknown(String where, byte[] head) {
        if (startsWith(head, 0, ascii("version https://git-lfs"))) {
            return new ModelFormatException(where + ": expected a PyTorch checkpoint, found the pointer that Git LFS keeps in its"
                    + " place; get the file itself (git lfs pull, or download it)");
        }
        if (startsWith(head, 257, ascii("ustar"))) {
            return Refusal.foreign(where, "a checkpoint of PyTorch 0.1.10 or later", "a tar archive, as earlier ones wrote it");
        }
        return Refusal.foreign(where, "a PyTorch checkpoint (a zip archive, or the pickles of versions before 1.6)",
                head.length > 0 && (head[0] & 0xff) == 0x80 ? "a pickle of another program" : "something else");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (at + i >= bytes.length || bytes[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static Found zip(CheckpointBytes bytes) throws IOException {
        String where = bytes.where();
        Map<String, ZipDirectory.Entry> entries = ZipDirectory.read(bytes);
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.endsWith("/data.pkl") && name.indexOf('/') == name.lastIndexOf('/')).toList();
        if (pickles.size() != 1) {
            throw Refusal.damaged(where, "one entry such as archive/data.pkl in the zip archive", pickles.size() + " of them");
        }
        ZipDirectory.Entry pickle = entries.get(pickles.get(0));
        String folder = pickle.name().substring(0, pickle.name().indexOf('/') + 1);
        if (entries.containsKey(folder + "constants.pkl")) {
            throw Refusal.foreign(where, "a saved state_dict", "a TorchScript program");
        }
        ZipDirectory.Entry order = entries.get(folder + "byteorder");
        if (order != null && !(order.size() == 6 && new String(bytes.read(order.begin(), 6).array(), StandardCharsets.ISO_8859_1)
                .equals("little"))) {
            throw Refusal.foreign(where, "little-endian numbers", "another byte order");
        }
        requireShort(pickle.size(), where);
        PickleValue saved = Unpickler.read(new PickleInput(bytes, pickle.begin(), pickle.begin() + pickle.size())).value();
        Map<String, Tensor> tensors = StateDict.tensors(saved, where);
        return new Found(tensors, StoragePlaces.inZip(tensors.values(), entries, folder, where));
    }

    private static Found old(CheckpointBytes bytes) throws IOException {
        String where = bytes.where();
        PickleInput in = new PickleInput(bytes, 0, Math.min(bytes.size(), MOST_PICKLE));
        Unpickler.read(in);
        if (!(Unpickler.read(in).value() instanceof PickleValue.Whole version) || version.value() != 1001) {
            throw Refusal.foreign(where, "protocol 1001 of PyTorch", "another one");
        }
        if (!(Unpickler.read(in).value() instanceof PickleValue.Dict system)
                || !(system.items.get("little_endian") instanceof PickleValue.Bool little) || !little.value()) {
            throw Refusal.foreign(where, "little-endian numbers", "another byte order");
        }
        Unpickler.Result saved = Unpickler.read(in);
        Map<String, Tensor> tensors = StateDict.tensors(saved.value(), where);
        return new Found(tensors, StoragePlaces.afterPickle(bytes, in, saved.storages()));
    }

    private static void requireShort(long size, String where) {
        if (size > MOST_PICKLE) {
            throw Refusal.foreign(where, "a pickle of at most " + MOST_PICKLE + " bytes", size + " bytes");
        }
    }

    /** A few bytes can describe a view of any size, or thousands of views of the same bytes. */
    private static void requireModest(Map<String, Tensor> tensors, long size, String where) {
        long limit = Math.max(0, size) * MOST_GROWTH + FREE_GROWTH;
        long left = limit;
        for (Tensor tensor : new HashSet<>(tensors.values())) {
            left -= Math.min(left + 1, tensor.bytes());
            if (left < 0) {
                throw Refusal.foreign(where, "tensors of at most " + limit + " bytes in all in a file of " + size + " bytes",
                        "more (views that share bytes, such as expanded tensors)");
            }
        }
    }
}
