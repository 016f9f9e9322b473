package io.glossa.models.format.internal.torch;

import io.glossa.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a zip archive as {@code torch.save} makes it: nothing compressed, nothing encrypted, one part, names that are
 * plain paths and stand there once, and bytes that no two entries share. ZIP64 is read. The layout is that of PKWARE's
 * APPNOTE.TXT, 4.3.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_BYTES = 32 << 20;

    private final CheckpointBytes bytes;
    private final String where;

    /** Where the content of an entry lies in the file. */
    record Entry(String name, long begin, long size) {}

    /** What the central directory says: the content lies somewhere behind the header. */
    private record Listed(String name, long header, long size) {}

    private record Directory(long begin, long size, long entries) {}

    private ZipDirectory(CheckpointBytes bytes) {
        this.bytes = bytes;
        this.where = bytes.where();
    }

    /**
     * Reads the directory.
     *
     * @return entries by their names
     * @throws ModelFormatException if it is damaged or not as PyTorch writes it
     */
    static Map<String, Entry> read(CheckpointBytes bytes) throws IOException {
        return new ZipDirectory(bytes).entries();
    }

    private Map<String, Entry> entries() throws IOException {
        Directory directory = directory();
        if (directory.entries() > MOST_ENTRIES || directory.size() > MOST_BYTES) {
            throw Refusal.foreign(where, "a zip archive of at most " + MOST_ENTRIES + " entries", directory.entries()
                    + " in a directory of " + directory.size() + " bytes");
        }
        List<Listed> listed = listed(bytes.read(directory.begin(), (int) directory.size()), (int) directory.entries());
        listed.sort(Comparator.comparingLong(Listed::header));
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (int i = 0; i < listed.size(); i++) {
            long limit = i + 1 < listed.size() ? listed.get(i + 1).header() : directory.begin();
            Entry entry = content(listed.get(i), limit);
            if (entries.put(entry.name(), entry) != null) {
                throw Refusal.damaged(where, "each zip entry once", Refusal.quote(entry.name()) + " twice");
            }
        }
        return entries;
    }

    private Directory directory() throws IOException {
        int length = (int) Math.min(bytes.size(), END_BYTES + LONGEST_COMMENT);
        long begin = bytes.size() - length;
        ByteBuffer tail = bytes.read(begin, length);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xffff) == length - END_BYTES - at) {
                return directory(tail, at, begin + at);
            }
        }
        throw Refusal.damaged(where, "the directory of a zip archive at the end of the file", "none");
    }

    private Directory directory(ByteBuffer tail, int at, long position) throws IOException {
        Directory directory = new Directory(tail.getInt(at + 16) & 0xffffffffL, tail.getInt(at + 12) & 0xffffffffL,
                tail.getShort(at + 10) & 0xffff);
        long end = position;
        long locator = position - 20;
        if (locator >= 0 && bytes.read(locator, 4).getInt() == LOCATOR_64) {
            long record = bytes.read(locator + 8, 8).getLong();
            ByteBuffer large = bytes.read(record, 56);
            if (large.getInt(0) != END_64) {
                throw Refusal.damaged(where, "a ZIP64 record at byte " + record, "something else");
            }
            directory = new Directory(large.getLong(48), large.getLong(40), large.getLong(32));
            end = record;
        }
        if (directory.begin() < 0 || directory.size() < 0 || directory.entries() < 0 || directory.begin() > end
                || directory.size() != end - directory.begin()) {
            throw Refusal.damaged(where, "a zip directory that ends at byte " + end, directory.size() + " bytes from byte "
                    + Long.toUnsignedString(directory.begin()));
        }
        return directory;
    }

    private List<Listed> listed(ByteBuffer in, int count) {
        List<Listed> listed = new ArrayList<>();
        while (in.hasRemaining()) {
            if (in.remaining() < 46 || in.getInt(in.position()) != ENTRY || listed.size() == count) {
                throw Refusal.damaged(where, count + " entries in the zip directory", "something else after " + listed.size());
            }
            int at = in.position();
            int flags = in.getShort(at + 8);
            int method = in.getShort(at + 10) & 0xffff;
            int nameBytes = in.getShort(at + 28) & 0xffff;
            int extraBytes = in.getShort(at + 30) & 0xffff;
            int commentBytes = in.getShort(at + 32) & 0xffff;
            if (in.remaining() - 46 < nameBytes + extraBytes + commentBytes) {
                throw Refusal.damaged(where, "whole entries in the zip directory", "one that is cut off");
            }
            String name = name(in.slice(at + 46, nameBytes));
            long packed = in.getInt(at + 20) & 0xffffffffL;
            long size = in.getInt(at + 24) & 0xffffffffL;
            long header = in.getInt(at + 42) & 0xffffffffL;
            ByteBuffer large = large(in.slice(at + 46 + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN));
            size = size == 0xffffffffL ? next(large, name) : size;
            packed = packed == 0xffffffffL ? next(large, name) : packed;
            header = header == 0xffffffffL ? next(large, name) : header;
            if (method != 0 || (flags & 1) != 0 || packed != size || size < 0 || header < 0) {
                throw Refusal.foreign(where + ", zip entry " + Refusal.quote(name), "it stored as it is, as PyTorch does",
                        method == 0 ? "it encrypted, or with two sizes" : "it compressed (method " + method + "), as in a TorchScript program");
            }
            listed.add(new Listed(name, header, size));
            in.position(at + 46 + nameBytes + extraBytes + commentBytes);
        }
        if (listed.size() != count) {
            throw Refusal.damaged(where, count + " entries in the zip directory", String.valueOf(listed.size()));
        }
        return listed;
    }

    /** The ZIP64 field among the extra ones, empty if there is none. */
    private static ByteBuffer large(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int kind = extra.getShort() & 0xffff;
            int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
            if (kind == 1) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private long next(ByteBuffer large, String name) {
        if (large.remaining() < 8) {
            throw Refusal.damaged(where + ", zip entry " + Refusal.quote(name), "its size in a ZIP64 field", "none");
        }
        return large.getLong();
    }

    private String name(ByteBuffer utf8) {
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw Refusal.damaged(where, "names of zip entries in UTF-8", "other bytes");
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw notAPath(name);
            }
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
            throw notAPath(name);
        }
        return name;
    }

    private ModelFormatException notAPath(String name) {
        return Refusal.damaged(where, "names of zip entries such as archive/data/0", Refusal.quote(name));
    }

    private Entry content(Listed listed, long limit) throws IOException {
        String what = where + ", zip entry " + Refusal.quote(listed.name());
        if (listed.header() > limit - 30) {
            throw Refusal.damaged(what, "it between its neighbours, before byte " + limit, "byte " + listed.header());
        }
        ByteBuffer header = bytes.read(listed.header(), 30);
        int nameBytes = header.getShort(26) & 0xffff;
        long begin = listed.header() + 30 + nameBytes + (header.getShort(28) & 0xffff);
        if (header.getInt(0) != LOCAL || header.getShort(8) != 0 || begin > limit || listed.size() > limit - begin) {
            throw Refusal.damaged(what, listed.size() + " bytes before byte " + limit, "a header that says another thing");
        }
        if (!listed.name().equals(name(bytes.read(listed.header() + 30, nameBytes)))) {
            throw Refusal.damaged(what, "the same name in the entry", "another one");
        }
        return new Entry(listed.name(), begin, listed.size());
    }
}
