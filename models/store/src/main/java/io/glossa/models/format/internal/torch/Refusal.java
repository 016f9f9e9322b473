package io.glossa.models.format.internal.torch;

import io.glossa.error.ModelFormatException;
import java.io.IOException;

/** The messages of this package. */
final class Refusal {
    private static final int LONGEST = 120;

    private Refusal() {}

    /** A file that PyTorch would not have written, or not whole. */
    static ModelFormatException damaged(String where, String expected, String found) {
        return new ModelFormatException(where + ": expected " + expected + ", found " + found
                + "; the checkpoint is damaged or incomplete, get it again from where it came");
    }

    /** A file that may be whole but holds something that is not read. */
    static ModelFormatException foreign(String where, String expected, String found) {
        return new ModelFormatException(where + ": expected " + expected + ", found " + found
                + "; load it in Python, if you trust where it came from, and save its state_dict as safetensors");
    }

    static ModelFormatException unreadable(String where, IOException e) {
        return new ModelFormatException(where + ": could not be read (" + e.getClass().getSimpleName()
                + "); check that the file is complete and readable", e);
    }

    /** A text of the file in quotes, without control characters and cut at 120 characters. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return out.append(text.length() > LONGEST ? "…\"" : "\"").toString();
    }

    /** What a pickle's instruction that is not carried out would do. */
    static String instruction(int code) {
        return switch (code) {
            case 'i' -> "INST, which makes an object";
            case 'o' -> "OBJ, which makes an object";
            case 0x81 -> "NEWOBJ, which makes an object";
            case 0x92 -> "NEWOBJ_EX, which makes an object";
            case 0x82, 0x83, 0x84 -> "EXT, which names a registered function";
            case 'P' -> "PERSID of protocol 0";
            case 'I', 'L', 'F', 'S', 'V' -> "a number or text of protocol 0";
            case 'p', 'g' -> "the memo of protocol 0";
            case 0x8f, 0x90, 0x91 -> "a set";
            case 0x80 -> "a second PROTO";
            case 0x96, 0x97, 0x98 -> "a buffer of protocol 5";
            default -> "an unknown one";
        };
    }
}
