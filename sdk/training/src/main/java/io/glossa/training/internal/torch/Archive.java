package io.glossa.training.internal.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs methods of TorchScript as the archive that {@code torch.jit.load} reads: a zip file whose entries are not compressed, with the
 * source of one class and a pickled instance of it. The instance has no state; all that methods need are arguments.
 */
final class Archive {
    /** Name of the class. */
    static final String TYPE = "__torch__.Pass";

    private static final String FOLDER = "glossa/";

    private Archive() {}

    /**
     * The file.
     *
     * @param methods definitions with two blanks before {@code def}
     */
    static byte[] of(String methods) {
        // Protocol 2: global, empty tuple, new object, empty dictionary, build, stop.
        byte[] instance = bytes("\u0080\u0002c__torch__\nPass\n)\u0081}b.");
        byte[] constants = bytes("\u0080\u0002).");
        String source = "class Pass(Module):\n  __parameters__ = []\n  __buffers__ = []\n" + methods;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, "data.pkl", instance);
            add(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            add(zip, "constants.pkl", constants);
            add(zip, "version", bytes("10\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
