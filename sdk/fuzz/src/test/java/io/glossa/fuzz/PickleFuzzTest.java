package io.glossa.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.glossa.models.format.SafeTensors;
import io.glossa.models.format.internal.torch.TorchCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A PyTorch checkpoint. An input that begins with neither a zip archive nor an old checkpoint is the pickle inside one, with
 * two storages beside it, so that a fuzzer need not keep an archive whole.
 */
class PickleFuzzTest {
    private static final int MOST_WRITTEN = 1 << 16;

    @FuzzTest
    void checkpoint(byte[] input) {
        byte[] content = startsWith(input, 'P', 'K') || startsWith(input, 0x80, 2, 0x8a) ? input : zip(input);
        TorchCheckpoint checkpoint = Oracle.read(content, () -> TorchCheckpoint.read(content, "input"));
        if (checkpoint == null) {
            return;
        }
        long bytes = checkpoint.tensors().values().stream().mapToLong(tensor -> tensor.dtype().bytes()
                * tensor.shape().stream().reduce(1L, (a, b) -> a * b)).sum();
        Oracle.check(content, () -> checkpoint.tensors().values()
                .forEach(tensor -> tensor.shape().forEach(length -> Oracle.require(length >= 0, "a length"))));
        if (bytes >= 0 && bytes <= MOST_WRITTEN) {
            Oracle.read(content, () -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                checkpoint.write(out);
                SafeTensors written = SafeTensors.read(out.toByteArray(), "written");
                written.tensors().forEach((name, info) -> Oracle.require(
                        info.shape().equals(checkpoint.tensors().get(name).shape()), "the shape of the checkpoint"));
                return written;
            });
        }
    }

    private static boolean startsWith(byte[] input, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= input.length || (input[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] zip(byte[] pickle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "archive/data.pkl", pickle);
            put(zip, "archive/data/0", new byte[64]);
            put(zip, "archive/data/1", new byte[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
