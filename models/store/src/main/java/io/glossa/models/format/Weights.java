package io.glossa.models.format;

import io.glossa.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * The weights of a model under the names of its checkpoint, whatever files they come in: one safetensors file, several
 * (shards), or a checkpoint of another format that was converted.
 *
 * <p>Tensors are read when they are asked for. Immutable and thread-safe, and closeable under load: {@link #close} waits for
 * the reads under way, later ones throw {@link IllegalStateException}. Arrays that were read stay valid.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Weights implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final String where;
    private final Map<String, Place> places;
    private final Map<String, TensorInfo> tensors;
    private final Runnable release;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    /**
     * Where a tensor is.
     *
     * @param file the file that holds it
     * @param name its name in that file
     */
    public record Place(SafeTensors file, String name) {
        /**
         * Refuses nulls.
         *
         * @param file the file that holds it
         * @param name its name in that file
         */
        public Place {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(name, "name");
        }
    }

    private Weights(String where, Map<String, Place> places, Runnable release) {
        this.where = where;
        this.places = places;
        this.release = release;
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        places.forEach((name, place) -> {
            TensorInfo info = place.file().tensors().get(place.name());
            if (info == null) {
                String other = places.values().stream().map(Place::file)
                        .filter(file -> file.tensors().containsKey(place.name())).map(SafeTensors::where).findFirst()
                        .orElse("none of the others");
                throw new ModelFormatException(where + ": expected tensor " + SafeTensorsHeader.quote(place.name()) + " in "
                        + place.file().where() + ", found it in " + other + "; the files don't belong together, get all of them"
                        + " again");
            }
            infos.put(name, new TensorInfo(name, info.dtype(), info.shape(), info.begin(), info.end()));
        });
        this.tensors = Collections.unmodifiableMap(infos);
    }

    /**
     * All tensors of one file.
     *
     * @param file the file
     * @return its tensors under their own names
     */
    public static Weights of(SafeTensors file) {
        Map<String, Place> places = new LinkedHashMap<>();
        file.tensors().keySet().forEach(name -> places.put(name, new Place(file, name)));
        return new Weights(file.where(), places, () -> { });
    }

    /**
     * Tensors of several files, or under other names.
     *
     * @param where how the whole is called in messages
     * @param places name to place, in the order that {@link #tensors()} has
     * @param release run once, when closed and no read is under way; such as the deletion of a temporary file
     * @return the tensors
     * @throws ModelFormatException if a file does not hold the tensor that it should; the message tells where it is
     */
    public static Weights of(String where, Map<String, Place> places, Runnable release) {
        Objects.requireNonNull(where, "where");
        return new Weights(where, new LinkedHashMap<>(places), Objects.requireNonNull(release, "release"));
    }

    /**
     * What there is. Positions are those in the file that holds the tensor.
     *
     * @return name to description; unmodifiable, and valid after {@link #close}
     */
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    /**
     * Whether there is a tensor of that name.
     *
     * @param name the name
     * @return true if there is one
     */
    public boolean has(String name) {
        return tensors.containsKey(Objects.requireNonNull(name, "name"));
    }

    /**
     * Shape of a tensor.
     *
     * @param name the tensor's name
     * @return length of each dimension; empty for a single number
     * @throws ModelFormatException if there is no such tensor
     */
    public List<Long> shape(String name) {
        return info(name).shape();
    }

    /**
     * Number of parameters: the elements of all tensors of floating-point numbers, each counted once however many names it has.
     *
     * @return the sum
     */
    public long parameters() {
        return places.values().stream().distinct().map(place -> place.file().tensors().get(place.name()))
                .filter(info -> switch (info.dtype()) {
                    case F16, BF16, F32, F64, F8_E4M3, F8_E5M2 -> true;
                    default -> false;
                })
                .mapToLong(TensorInfo::elements).sum();
    }

    /**
     * A tensor of floating-point numbers, as {@link SafeTensors#floats(String)} gives it.
     *
     * @param name the tensor's name
     * @return its elements in row-major order
     * @throws ModelFormatException as {@link SafeTensors#floats(String)} does
     * @throws IllegalStateException if closed
     */
    public float[] floats(String name) {
        return read(name, place -> place.file().floats(place.name()));
    }

    /**
     * Reads a slice, as {@link SafeTensors#floats(String, long, FloatBuffer)} does.
     *
     * @param name the tensor's name
     * @param from first element, counted in row-major order
     * @param into takes as many elements as it has room for; its position moves to its limit
     * @throws IndexOutOfBoundsException if the slice does not lie inside the tensor
     * @throws ModelFormatException as {@link SafeTensors#floats(String, long, FloatBuffer)} does
     * @throws IllegalStateException if closed
     */
    public void floats(String name, long from, FloatBuffer into) {
        read(name, place -> {
            place.file().floats(place.name(), from, into);
            return into;
        });
    }

    /**
     * A tensor of integers or booleans, as {@link SafeTensors#longs(String)} gives it.
     *
     * @param name the tensor's name
     * @return its elements in row-major order
     * @throws ModelFormatException as {@link SafeTensors#longs(String)} does
     * @throws IllegalStateException if closed
     */
    public long[] longs(String name) {
        return read(name, place -> place.file().longs(place.name()));
    }

    /**
     * Reads a slice, as {@link SafeTensors#longs(String, long, LongBuffer)} does.
     *
     * @param name the tensor's name
     * @param from first element, counted in row-major order
     * @param into takes as many elements as it has room for; its position moves to its limit
     * @throws IndexOutOfBoundsException if the slice does not lie inside the tensor
     * @throws ModelFormatException as {@link SafeTensors#longs(String, long, LongBuffer)} does
     * @throws IllegalStateException if closed
     */
    public void longs(String name, long from, LongBuffer into) {
        read(name, place -> {
            place.file().longs(place.name(), from, into);
            return into;
        });
    }

    /**
     * Reads the bytes of a tensor piece by piece, as {@link SafeTensors#bytes(String, Consumer)} does.
     *
     * @param name the tensor's name
     * @param reader gets each piece, little-endian, from position to limit; the buffer is filled anew for the next one
     * @throws ModelFormatException as {@link SafeTensors#bytes(String, Consumer)} does
     * @throws IllegalStateException if closed
     */
    public void bytes(String name, Consumer<ByteBuffer> reader) {
        read(name, place -> {
            place.file().bytes(place.name(), reader);
            return place;
        });
    }

    /**
     * The bytes of a slice without a copy, under the conditions of {@link SafeTensors#map(String, long, long)}. The buffer
     * stays valid after {@link #close}.
     *
     * @param name the tensor's name
     * @param from first element, counted in row-major order
     * @param count number of elements, at most 2 GiB of them
     * @return a read-only little-endian buffer from position 0
     * @throws IndexOutOfBoundsException if the slice does not lie inside the tensor
     * @throws IllegalArgumentException if the slice is larger than 2 GiB
     * @throws ModelFormatException as {@link SafeTensors#map(String, long, long)} does
     * @throws IllegalStateException if closed
     */
    public ByteBuffer map(String name, long from, long count) {
        return read(name, place -> place.file().map(place.name(), from, count));
    }

    /**
     * Makes sure that every floating-point number is finite. Reads all of them.
     *
     * @throws ModelFormatException if one is NaN or infinite; the message names the tensor and the element
     * @throws IllegalStateException if closed
     */
    public void requireFinite() {
        for (Map.Entry<String, TensorInfo> tensor : tensors.entrySet()) {
            switch (tensor.getValue().dtype()) {
                case F16, BF16, F32, F64 -> requireFinite(tensor.getValue());
                default -> { }
            }
        }
    }

    private void requireFinite(TensorInfo info) {
        FloatBuffer values = FloatBuffer.allocate((int) Math.min(CHUNK, info.elements()));
        for (long at = 0; at < info.elements(); at += values.limit()) {
            values.clear().limit((int) Math.min(values.capacity(), info.elements() - at));
            floats(info.name(), at, values);
            for (int i = 0; i < values.limit(); i++) {
                if (!Float.isFinite(values.get(i))) {
                    throw new ModelFormatException(where + ", tensor " + SafeTensorsHeader.quote(info.name())
                            + ": expected finite numbers, found " + values.get(i) + " as element " + (at + i)
                            + "; the weights are damaged, or training diverged");
                }
            }
        }
    }

    private TensorInfo info(String name) {
        TensorInfo info = tensors.get(Objects.requireNonNull(name, "name"));
        if (info == null) {
            throw missing(name);
        }
        return info;
    }

    private ModelFormatException missing(String name) {
        return new ModelFormatException(where + ": expected a tensor " + SafeTensorsHeader.quote(name) + ", found "
                + tensors.size() + " others, such as "
                + tensors.keySet().stream().limit(10).map(SafeTensorsHeader::quote).toList()
                + "; these are not the weights expected");
    }

    private <T> T read(String name, Function<Place, T> reader) {
        Place place = places.get(Objects.requireNonNull(name, "name"));
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the weights of " + where + " are closed; open them again to read them");
            }
            if (place == null) {
                throw missing(name);
            }
            return reader.apply(place);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits for the reads under way and refuses later ones. A second call does nothing. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release.run();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Where the weights are and how many tensors there are. */
    @Override
    public String toString() {
        return where + " (" + tensors.size() + " tensors)";
    }
}
