package io.glossa.models.format.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glossa.error.GlossaException;
import io.glossa.error.ModelFormatException;
import io.glossa.error.ModelNotFoundException;
import io.glossa.models.format.DType;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.testing.Allocation;
import io.glossa.models.testing.Fixtures;
import io.glossa.models.testing.MiniZip;
import io.glossa.models.testing.Mutator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchCheckpointTest {
    private static final byte[] FOUR = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(1).putFloat(2).putFloat(3).putFloat(4).array();

    @TempDir
    Path folder;

    private static byte[] zip(byte[] pickle) {
        return new MiniZip().add("archive/data.pkl", pickle).add("archive/data/0", FOUR).bytes();
    }

    /** A dict with what the caller pushes after the key. */
    private static byte[] dict(Consumer<PickleBytes> value) {
        PickleBytes pickle = PickleBytes.protocol(2).op('}').text("x");
        value.accept(pickle);
        return pickle.op('s').stop();
    }

    private static TorchCheckpoint read(byte[] content) {
        return TorchCheckpoint.read(content, "w.bin");
    }

    private static SafeTensors converted(TorchCheckpoint checkpoint) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            checkpoint.write(out);
            return SafeTensors.read(out.toByteArray(), "converted");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertRefused(byte[] content, String... parts) {
        assertThatThrownBy(() -> converted(read(content))).isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("w.bin")
                .hasMessageContaining("expected").hasMessageContaining("found")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000))
                .satisfies(e -> assertThat(parts).allSatisfy(part -> assertThat(e).hasMessageContaining(part)));
    }

    @Test
    void read_tensorAndWhatElseAStateDictHolds() {
        byte[] pickle = PickleBytes.protocol(2).global("collections", "OrderedDict").op(')', 'R').op('(')
                .text("x").tensor()
                .text("none").op('N').text("true").op(0x88).text("float").op('G').i8(0).text("list").op(']', 'q', 7).op('(', 'K', 1, 'N', 'e')
                .text("itself").op('h', 7, 'a').text("memo").op('h', 7)
                .text("same").tensor()
                .op('K', 5).op('N')
                .op('u').op('}').text("_metadata").op('N', 's', 'b').stop();
        pickle = new String(pickle, StandardCharsets.ISO_8859_1).replace("X\6\0\0\0itselfh\7a", "h\7a")
                .getBytes(StandardCharsets.ISO_8859_1);
        TorchCheckpoint checkpoint = read(zip(pickle));
        assertThat(checkpoint.tensors()).isEqualTo(Map.of(
                "x", new TorchCheckpoint.Description(DType.F32, List.of(4L)),
                "same", new TorchCheckpoint.Description(DType.F32, List.of(4L))));
        SafeTensors converted = converted(checkpoint);
        assertThat(converted.floats("x")).containsExactly(1, 2, 3, 4);
        assertThat(converted.metadata()).containsEntry(TorchCheckpoint.ALIAS + "same", "x").containsEntry("format", "pt");
    }

    @Test
    void read_attributesOfParametersAreLeftOut() throws IOException {
        SafeTensors converted = converted(read(Files.readAllBytes(Fixtures.small("torch/attributes.bin"))));
        assertThat(converted.floats("a")).containsExactly(4);
    }

    @Test
    void read_tensorOfAnotherType() {
        byte[] pickle = dict(p -> p.global("torch._tensor", "_rebuild_from_type_v2").op('(')
                .global("torch._utils", "_rebuild_tensor").op('(').storage("0", 4).whole(1).wholes(2).wholes(2).op('t')
                .op('0'));
        assertRefused(zip(pickle));
        byte[] whole = dict(p -> p.global("torch._tensor", "_rebuild_from_type_v2").op('(')
                .global("torch._utils", "_rebuild_tensor")
                .global("torch.nn.parameter", "Parameter")
                .op('(').storage("0", 4).whole(1).wholes(2).wholes(2).op('t')
                .op('}', 't', 'R'));
        assertThat(converted(read(zip(whole))).floats("x")).containsExactly(2, 4);
        byte[] nested = dict(p -> p.global("torch._tensor", "_rebuild_from_type_v2").op('q', 1, '(', 'h', 1)
                .global("torch", "Tensor").op('(', 'h', 1).global("torch", "Tensor").op(')', '}', 't', '}', 't', 'R'));
        assertRefused(zip(nested), "a tensor or a parameter");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hostile-system.bin     | posix.system",
        "hostile-system-4.bin   | posix.system",
        "hostile-system-old.bin | posix.system",
        "hostile-eval.bin       | __builtin__.eval",
        "hostile-partial.bin    | functools.partial",
        "hostile-getattr.bin    | __builtin__.getattr",
        "foreign-array.bin      | numpy._core.multiarray._reconstruct",
        "foreign-arguments.bin  | argparse.Namespace",
        "foreign-module.bin     | torch.nn.modules.linear.Linear",
        "foreign-object.bin     | __main__.Loads",
        "foreign-sparse.bin     | torch._utils._rebuild_sparse_tensor",
        "foreign-complex.bin    | torch.ComplexFloatStorage",
        "foreign-script.bin     | TorchScript",
        "foreign-tar.bin        | tar archive",
        "alone.bin              | a tensor",
        "nothing.bin            | a dict without tensors"})
    void open_refusedByName(String file, String named) {
        assertThatThrownBy(() -> TorchCheckpoint.open(Fixtures.small("torch/" + file))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(file).hasMessageContaining(named).hasMessageContaining("safetensors");
    }

    @Test
    void read_globalByEveryDoor() {
        assertRefused(zip(dict(p -> p.global("os", "system").op('(').text("true").op('t', 'R'))), "\"os.system\"");
        assertRefused(zip(dict(p -> p.text("builtins").text("exec").op(0x93))), "\"builtins.exec\"");
        assertRefused(zip(dict(p -> p.text("torch").text("serialization.os.system").op(0x93))), "serialization.os.system");
        assertRefused(zip(dict(p -> p.text("torch._utils").op('N', 0x93))), "two texts");
        assertRefused(zip(dict(p -> p.ops("(ios\nsystem\n"))), "INST");
        assertRefused(zip(dict(p -> p.ops("(").global("torch", "FloatStorage").ops("o"))), "OBJ");
        assertRefused(zip(dict(p -> p.global("collections", "OrderedDict").op(')', 0x81))), "NEWOBJ");
        assertRefused(zip(dict(p -> p.global("collections", "OrderedDict").op(')', '}', 0x92))), "NEWOBJ_EX");
        assertRefused(zip(dict(p -> p.op(0x82, 1))), "EXT");
        assertRefused(zip(dict(p -> p.ops("P0\n"))), "PERSID");
        assertRefused(zip(dict(p -> p.ops("I1\n"))), "protocol 0");
        assertRefused(zip(dict(p -> p.op(0x8f))), "a set");
        assertRefused(zip(dict(p -> p.op(0x97))), "a buffer");
        assertRefused(zip(dict(p -> p.op(0xff))), "0xFF");
        assertRefused(zip(dict(p -> p.global("a\u0001b", "c\u0007"))), "a?b.c?");
        assertRefused(zip(dict(p -> p.global("m".repeat(5000), "x"))), "longer");
    }

    @Test
    void read_callsOfOtherThings() {
        assertRefused(zip(dict(p -> p.global("torch", "FloatStorage").op(')', 'R'))), "a call of");
        assertRefused(zip(dict(p -> p.text("eval").op(')', 'R'))), "a call of a text");
        assertRefused(zip(dict(p -> p.tensor().op(')', 'R'))), "a call of a tensor");
        assertRefused(zip(dict(p -> p.global("torch._utils", "_rebuild_tensor_v2").op(')', 'R'))), "arguments");
        assertRefused(zip(dict(p -> p.global("torch._utils", "_rebuild_tensor_v2").op('N', 'R'))), "tuple of arguments");
        assertRefused(zip(dict(p -> p.global("torch._utils", "_rebuild_parameter").op('N', 'N', 'N', 0x87, 'R'))), "a tensor in a parameter");
        assertRefused(zip(dict(p -> p.tensor().op('}', 'b'))), "BUILD");
        assertRefused(zip(dict(p -> p.global("collections", "OrderedDict").op('N', 0x85, 'R'))), "OrderedDict");
    }

    @Test
    void read_persistentIdentifiers() {
        assertRefused(zip(dict(p -> p.op('N', 'Q'))), "storages");
        assertRefused(zip(dict(p -> p.op('(').text("module").op('t', 'Q'))), "storages");
        assertRefused(zip(dict(p -> p.tensor("0", -1, 0, new long[] {1}, new long[] {1}))), "elements");
        assertRefused(zip(dict(p -> p.tensor("0", Long.MAX_VALUE, 0, new long[] {1}, new long[] {1}))), "elements");
        assertRefused(zip(dict(p -> p.tensor("0", 5, 0, new long[] {1}, new long[] {1}))), "20 bytes", "16");
        assertRefused(zip(dict(p -> p.tensor("1", 4, 0, new long[] {1}, new long[] {1}))), "no zip entry");
        assertRefused(zip(dict(p -> p.tensor("../data.pkl", 4, 0, new long[] {1}, new long[] {1}))), "no zip entry");
    }

    @Test
    void read_viewsOutsideTheStorage() {
        long huge = Long.MAX_VALUE;
        long[][][] views = {
            {{0}, {5}, {1}}, {{1}, {4}, {1}}, {{4}, {1}, {1}}, {{-1}, {1}, {1}}, {{0}, {-1}, {1}}, {{0}, {2}, {4}}, {{0}, {2}, {-1}},
            {{0}, {2, 2}, {1}}, {{0}, {2, 3}, {3, 1}}, {{0}, {huge, huge}, {0, 0}}, {{0}, {2}, {huge}}, {{huge}, {2}, {1}},
            {{huge}, {}, {}}, {{5}, {0}, {1}}, {{0}, {1L << 40, 1L << 30}, {0, 0}}, {{0}, new long[40], new long[40]},
        };
        for (long[][] view : views) {
            assertRefused(zip(dict(p -> p.tensor("0", 4, view[0][0], view[1], view[2]))));
        }
        assertThat(converted(read(zip(dict(p -> p.tensor("0", 4, 4, new long[] {0, 7}, new long[] {7, 1}))))).shape("x"))
                .containsExactly(0L, 7L);
        assertThat(converted(read(zip(dict(p -> p.tensor("0", 4, 3, new long[] {2, 1, 2}, new long[] {0, 99, 0}))))).floats("x"))
                .containsExactly(4, 4, 4, 4);
    }

    @Test
    void read_viewsThatBlowUp() {
        byte[] expanded = zip(dict(p -> p.tensor("0", 4, 0, new long[] {1L << 40}, new long[] {0})));
        assertRefused(expanded, "in all");
        PickleBytes many = PickleBytes.protocol(2).op('}', '(');
        for (int i = 0; i < 2000; i++) {
            many.text("t" + i).tensor("0", 4, 0, new long[] {1 << 15, 1, 1 + i}, new long[] {0, 0, 0});
        }
        assertRefused(zip(many.op('u').stop()), "in all");
    }

    @Test
    void read_lengthsThatLie() {
        List<byte[]> pickles = List.of(
                dict(p -> p.op('X').i4(-1)), dict(p -> p.op('X').i4(Integer.MAX_VALUE)), dict(p -> p.op(0x8d).i8(Long.MAX_VALUE)),
                dict(p -> p.op(0x8d).i8(-1)), dict(p -> p.op(0x8e).i8(1L << 40)), dict(p -> p.op('B').i4(-1)),
                dict(p -> p.op('T').i4(-1)), dict(p -> p.op(0x8b).i4(Integer.MAX_VALUE)), dict(p -> p.op(0x8b).i4(-1)),
                dict(p -> p.op(0x8a, 255)), dict(p -> p.op(0x95).i8(-1)), dict(p -> p.op(0x95).i8(1L << 50)),
                dict(p -> p.op('r').i4(-1).op('j').i4(-2)), dict(p -> p.op('h', 9)), dict(p -> p.op('u')), dict(p -> p.op('t')),
                dict(p -> p.op('(', 'K', 1, 'u')), dict(p -> p.op('0', '0', '0')), dict(p -> p.op('(')), dict(p -> p.op('N', 'a')),
                PickleBytes.protocol(2).stop(), PickleBytes.protocol(2).bytes(), PickleBytes.protocol(1).op('N').stop(),
                PickleBytes.protocol(6).op('N').stop(), new byte[0], new byte[] {'}', '.'}, PickleBytes.protocol(2).op('N', 'N').stop());
        for (byte[] pickle : pickles) {
            assertThat(Allocation.of(() -> assertRefused(zip(pickle)))).isLessThan(4 << 20);
        }
    }

    @Test
    void read_programsWithoutEnd() {
        for (String ops : List.of("}", "]", ")0", "(", "N2", "K\1", "}q\1h\1")) {
            byte[] pickle = PickleBytes.protocol(2).ops(ops.repeat((4 << 20) / ops.length())).stop();
            assertThat(Allocation.of(() -> assertRefused(zip(pickle), "instructions"))).as(ops).isLessThan(256 << 20);
        }
        byte[] frames = PickleBytes.protocol(4).ops("}\u0094".repeat(2 << 20)).stop();
        assertThat(Allocation.of(() -> assertRefused(zip(frames), "instructions"))).isLessThan(256 << 20);
    }

    @Test
    void read_oneListMadeIntoManyDicts() {
        PickleBytes pickle = PickleBytes.protocol(2).op(']', '(');
        for (int i = 0; i < 20_000; i++) {
            pickle.text("key" + i).op('N', 0x86);
        }
        pickle.op('e', 'q', 1, '0').global("collections", "OrderedDict").op('q', 2, '0');
        pickle.ops("h\2h\1\u0085R".repeat(10_000));
        byte[] bomb = zip(pickle.stop());
        assertThat(Allocation.of(() -> assertRefused(bomb, "instructions"))).isLessThan(256 << 20);
    }

    @Test
    void read_nestedDeeply() {
        byte[] tuples = dict(p -> p.op('N').ops("\u0085".repeat(500_000)));
        assertRefused(zip(tuples), "without tensors");
        byte[] itself = PickleBytes.protocol(2).op('}', 'q', 1).text("model").op('h', 1, 's').text("state_dict").op('h', 1, 's').stop();
        assertRefused(zip(itself), "without tensors");
        byte[] wrappers = PickleBytes.protocol(2).op('}').text("model").op('}').text("model").op('}').text("module").op('}')
                .text("x").tensor().op('s', 's', 's', 's').stop();
        assertThat(read(zip(wrappers)).tensors()).containsOnlyKeys("x");
    }

    @Test
    void read_zipsThatNobodyWrites() {
        byte[] pickle = dict(p -> p.tensor());
        assertThat(converted(read(new MiniZip().large().add("a/data.pkl", pickle).add("a/data/0", FOUR)
                .add("a/byteorder", "little".getBytes(StandardCharsets.US_ASCII)).bytes())).floats("x")).containsExactly(1, 2, 3, 4);
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("a/data/0", FOUR)
                .add("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII)).bytes(), "byte order");
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("b/data/0", FOUR).bytes(), "no zip entry");
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("b/data.pkl", pickle).bytes(), "2 of them");
        assertRefused(new MiniZip().add("data.pkl", pickle).bytes(), "0 of them");
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("a/data/0", FOUR).add("a/data/0", FOUR).bytes(), "twice");
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("a/data/0", FOUR).add("a/constants.pkl", FOUR).bytes(), "TorchScript");
        for (String name : List.of("../x", "/x", "a/../x", "a//x", "a/", "a\\x", "a\u0000x", ".", "")) {
            assertRefused(new MiniZip().add("a/data.pkl", pickle).add(name, FOUR).bytes(), "names of zip entries");
        }
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("a/data/0", "a/data/0", FOUR, 16, 8, 0, 0).bytes(), "compressed");
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("a/data/0", "a/data/0", FOUR, 16, 0, 1, 0).bytes(), "encrypted");
        int second = 30 + "a/data.pkl".length() + pickle.length;
        assertRefused(new MiniZip().add("a/data.pkl", pickle).add("a/data/0", "a/data/1", FOUR, 16, 0, 0, second).bytes(), "name");
        for (long size : new long[] {17, Integer.MAX_VALUE, 0xfffffffeL, 1L << 62, Long.MAX_VALUE, -1}) {
            assertRefused(new MiniZip().large().add("a/data.pkl", pickle).add("a/data/0", "a/data/0", FOUR, size, 0, 0, second).bytes());
        }
        for (long header : new long[] {0, 1, second - 1, second + 1, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
            assertRefused(new MiniZip().large().add("a/data.pkl", pickle).add("a/data/0", "a/data/0", FOUR, 16, 0, 0, header).bytes());
        }
        for (int entries : new int[] {0, 1, 3, 65534}) {
            assertRefused(new MiniZip().add("a/data.pkl", pickle).add("a/data/0", FOUR).bytes(entries));
        }
        byte[] whole = zip(pickle);
        assertRefused(Arrays.copyOf(whole, whole.length + 1), "directory");
        byte[] moved = new byte[whole.length + 4];
        System.arraycopy(whole, 0, moved, 4, whole.length);
        System.arraycopy(whole, 0, moved, 0, 4);
        assertRefused(moved);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    private static byte[] old(byte[] pickle, byte[] keys, byte[] rest) {
        byte[] head = PickleBytes.protocol(2).op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).stop();
        byte[] version = PickleBytes.protocol(2).op('M', 0xe9, 3).stop();
        byte[] system = PickleBytes.protocol(2).op('}').text("little_endian").op(0x88, 's').stop();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : List.of(head, version, system, pickle, keys, rest)) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] storage(long elements, byte[] content) {
        return ByteBuffer.allocate(8 + content.length).order(ByteOrder.LITTLE_ENDIAN).putLong(elements).put(content).array();
    }

    @Test
    void read_oldFormat() {
        byte[] pickle = dict(p -> p.tensor());
        byte[] keys = PickleBytes.protocol(2).op(']', '(').text("0").op('e').stop();
        byte[] good = old(pickle, keys, storage(4, FOUR));
        assertThat(converted(read(good)).floats("x")).containsExactly(1, 2, 3, 4);
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length));
        }
        assertRefused(old(pickle, PickleBytes.protocol(2).op(']').stop(), storage(4, FOUR)), "storages");
        assertRefused(old(pickle, PickleBytes.protocol(2).op('N').stop(), storage(4, FOUR)), "list of storages");
        assertRefused(old(pickle, PickleBytes.protocol(2).op(']', '(').text("1").op('e').stop(), storage(4, FOUR)), "another one");
        assertRefused(old(pickle, PickleBytes.protocol(2).op(']', '(', 'N', 'e').stop(), storage(4, FOUR)), "another one");
        assertRefused(old(pickle, PickleBytes.protocol(2).op(']', '(').text("0").text("0").op('e').stop(), storage(4, FOUR)), "twice");
        for (long elements : new long[] {3, 5, -1, Long.MAX_VALUE}) {
            assertRefused(old(pickle, keys, storage(elements, FOUR)), "elements");
        }
        byte[] twoSizes = PickleBytes.protocol(2).op('}').text("x").tensor().op('s').text("y")
                .tensor("0", 2, 0, new long[] {2}, new long[] {1}).op('s').stop();
        assertRefused(old(twoSizes, keys, storage(4, FOUR)), "two");
        byte[] view = PickleBytes.protocol(2).op('}').text("x").global("torch._utils", "_rebuild_tensor_v2").op('(', '(')
                .text("storage").global("torch", "FloatStorage").text("0").text("cpu").whole(4).op(')', 't', 'Q').whole(0)
                .wholes(4).wholes(1).op(0x89, '}', 't', 'R', 's').stop();
        assertRefused(old(view, keys, storage(4, FOUR)), "persistent identifiers");
        byte[] other = good.clone();
        other[20] = 1;
        assertRefused(other);
    }

    /** Short strings of Python 2 are bytes, and an ordered dict came with its items as pairs. */
    @Test
    void read_asPython2WroteIt() {
        byte[] pickle = PickleBytes.protocol(2).global("collections", "OrderedDict").op(']', ']').ops("U\1x").op('a')
                .global("torch._utils", "_rebuild_tensor").op('(', '(').ops("U\7storage").global("torch.cuda", "FloatStorage")
                .ops("T").i4(1).ops("0").ops("U\6cuda:0").whole(4).op('N', 't', 'Q', 'K', 0).wholes(2, 2).wholes(1, 2)
                .op('t', 'R', 'a', 'a', 0x85, 'R').stop();
        byte[] keys = PickleBytes.protocol(2).op(']').ops("U\0010").op('a').stop();
        assertThat(converted(read(old(pickle, keys, storage(4, FOUR)))).floats("x")).containsExactly(1, 3, 2, 4);
    }

    @Test
    void read_oneStorageOfTwoSizes() {
        assertRefused(zip(PickleBytes.protocol(2).op('}').text("x").tensor().op('s').text("y")
                .tensor("0", 2, 0, new long[] {2}, new long[] {1}).op('s').stop()), "two", "\"0\"");
    }

    @Test
    void open_otherFiles() throws IOException {
        assertThatThrownBy(() -> TorchCheckpoint.open(folder.resolve("none"))).isInstanceOf(ModelNotFoundException.class);
        assertRefused(new byte[0], "something else");
        assertRefused("version https://git-lfs.github.com/spec/v1\noid sha256:0".getBytes(StandardCharsets.US_ASCII), "Git LFS");
        assertRefused(PickleBytes.protocol(2).op('N').stop(), "another program");
        assertRefused(Files.readAllBytes(Fixtures.small("torch/types.safetensors")), "something else");
        assertRefused(zip(PickleBytes.protocol(2).op('}').text("__metadata__").tensor().op('s').stop()), "__metadata__");
    }

    @Test
    void write_checkpointChangedSinceOpening() throws IOException {
        Path file = folder.resolve("w.bin");
        Files.write(file, zip(dict(p -> p.tensor())));
        TorchCheckpoint checkpoint = TorchCheckpoint.open(file);
        Files.write(file, zip(dict(p -> p.tensor("0", 4, 1, new long[] {2}, new long[] {1}))));
        assertThatThrownBy(() -> checkpoint.write(folder.resolve("out"))).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("opened");
        Files.delete(file);
        assertThatThrownBy(() -> checkpoint.write(folder.resolve("out"))).isInstanceOf(ModelFormatException.class);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"types-2.bin", "types-5.bin", "types-old.bin", "wrapped.bin", "hostile-partial.bin"})
    void read_damagedFiles(String name) throws IOException {
        byte[] original = Files.readAllBytes(Fixtures.small("torch/" + name));
        Mutator mutator = new Mutator(name.hashCode());
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = mutator.mutate(original, original.length);
            boolean[] failed = new boolean[1];
            long allocated = Allocation.of(() -> {
                try {
                    TorchCheckpoint.read(damaged, "w").write(OutputStream.nullOutputStream());
                } catch (ModelFormatException e) {
                    failed[0] = true;
                    assertThat(e.getMessage()).startsWith("w").hasSizeLessThan(1000);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(allocated).as("case %d", i).isLessThan(128 << 20);
            refused += failed[0] ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void read_everyBitOfThePickleFlipped() {
        byte[] pickle = PickleBytes.protocol(2).op('}', '(').text("x").tensor().text("y")
                .tensor("0", 4, 1, new long[] {2, 1}, new long[] {2, 5}).op('u').stop();
        int read = 0;
        for (int bit = 0; bit < 8 * pickle.length; bit++) {
            byte[] flipped = pickle.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                converted(read(zip(flipped)));
                read++;
            } catch (GlossaException e) {
                assertThat(e).isInstanceOf(ModelFormatException.class);
            }
        }
        assertThat(read).isBetween(10, 4 * pickle.length);
    }
}
