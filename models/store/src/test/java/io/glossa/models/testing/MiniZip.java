package io.glossa.models.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes zip archives, also such as nobody should write. */
public final class MiniZip {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();
    private boolean large;

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Sizes and places are written as ZIP64 has them. */
    public MiniZip large() {
        large = true;
        return this;
    }

    public MiniZip add(String name, byte[] content) {
        return add(name, name, content, content.length, 0, 0, file.size());
    }

    /** An entry with a say in everything. */
    public MiniZip add(String name, String localName, byte[] content, long size, int method, int flags, long header) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] local = localName.getBytes(StandardCharsets.UTF_8);
        file.writeBytes(buffer(30 + local.length).putInt(0x04034b50).putShort((short) 0).putShort((short) flags)
                .putShort((short) method).putLong(0).putLong(0).putShort((short) local.length).putShort((short) 0)
                .put(local).array());
        file.writeBytes(content);
        ByteBuffer extra = large ? buffer(28).putShort((short) 1).putShort((short) 24).putLong(size).putLong(size).putLong(header)
                : buffer(0);
        int least = (int) 0xffffffffL;
        directory.add(buffer(46 + utf8.length + extra.capacity()).putInt(0x02014b50).putInt(0).putShort((short) flags)
                .putShort((short) method).putInt(0).putInt(0).putInt(large ? least : (int) size).putInt(large ? least : (int) size)
                .putShort((short) utf8.length).putShort((short) extra.capacity()).putShort((short) 0).putShort((short) 0)
                .putShort((short) 0).putInt(0).putInt(large ? least : (int) header).put(utf8).put(extra.array()).array());
        return this;
    }

    public byte[] bytes() {
        return bytes(directory.size());
    }

    /** With a number of entries that may lie. */
    public byte[] bytes(int entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(file.toByteArray());
        int begin = out.size();
        directory.forEach(out::writeBytes);
        int size = out.size() - begin;
        if (large) {
            int record = out.size();
            out.writeBytes(buffer(56).putInt(0x06064b50).putLong(44).putInt(0).putLong(0).putLong(entries).putLong(entries)
                    .putLong(size).putLong(begin).array());
            out.writeBytes(buffer(20).putInt(0x07064b50).putInt(0).putLong(record).putInt(1).array());
        }
        int count = large ? 0xffff : entries;
        out.writeBytes(buffer(22).putInt(0x06054b50).putInt(0).putShort((short) count).putShort((short) count)
                .putInt(large ? -1 : size).putInt(large ? -1 : begin).putShort((short) 0).array());
        return out.toByteArray();
    }
}
