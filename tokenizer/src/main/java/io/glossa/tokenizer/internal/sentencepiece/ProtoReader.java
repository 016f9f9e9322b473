package io.glossa.tokenizer.internal.sentencepiece;

import io.glossa.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one message of the protobuf wire format. Nothing is believed before it was compared with the end. Not thread-safe. */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteBuffer bytes;
    private final String where;
    private int tag;

    ProtoReader(ByteBuffer bytes, String where) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.where = where;
    }

    /** Goes to the next field. */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long value = varint();
        tag = (int) value;
        if (value >>> 32 != 0 || tag >>> 3 == 0) {
            throw damaged();
        }
        return true;
    }

    /** Number of the field. */
    int field() {
        return tag >>> 3;
    }

    int integer() {
        require(VARINT);
        return (int) varint();
    }

    boolean flag() {
        require(VARINT);
        return varint() != 0;
    }

    float decimal() {
        require(FIXED32);
        return bytes(4).getFloat();
    }

    ByteBuffer bytes() {
        require(BYTES);
        return bytes(varint());
    }

    String text() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes()).toString();
        } catch (CharacterCodingException e) {
            throw damaged();
        }
    }

    ProtoReader message() {
        return new ProtoReader(bytes(), where);
    }

    void skip() {
        switch (tag & 7) {
            case VARINT -> varint();
            case FIXED64 -> bytes(8);
            case FIXED32 -> bytes(4);
            case BYTES -> bytes(varint());
            default -> throw damaged();
        }
    }

    private void require(int type) {
        if ((tag & 7) != type) {
            throw damaged();
        }
    }

    private ByteBuffer bytes(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw damaged();
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (!bytes.hasRemaining()) {
                throw damaged();
            }
            byte b = bytes.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private ModelFormatException damaged() {
        return new ModelFormatException(where + ": expected a SentencePiece model, found a damaged or incomplete one (near byte "
                + bytes.position() + " of a message of " + bytes.limit() + "); get the file again");
    }
}
