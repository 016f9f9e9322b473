package io.glossa.models.format.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the declared type of an input or output, as far as it is the shape of a tensor. */
final class ShapeReader {
    private static final int MAX_RANK = 64;

    private ShapeReader() {}

    /** TypeProto: the shape with −1 for free dimensions, or null where it is no tensor or has no shape. */
    static @Nullable List<Long> type(WireReader in, long end) throws IOException {
        List<Long> shape = null;
        while (in.position() < end) {
            int tag = in.tag(end);
            if (tag >>> 3 == 1) {
                long tensorEnd = in.message(tag, end);
                while (in.position() < tensorEnd) {
                    int inner = in.tag(tensorEnd);
                    if (inner >>> 3 == 2) {
                        shape = shape(in, in.message(inner, tensorEnd));
                    } else {
                        in.skip(inner, tensorEnd);
                    }
                }
            } else {
                in.skip(tag, end);
            }
        }
        return shape;
    }

    private static List<Long> shape(WireReader in, long end) throws IOException {
        List<Long> shape = new ArrayList<>();
        while (in.position() < end) {
            int tag = in.tag(end);
            if (tag >>> 3 != 1) {
                in.skip(tag, end);
                continue;
            }
            long dimensionEnd = in.message(tag, end);
            long length = -1;
            while (in.position() < dimensionEnd) {
                int inner = in.tag(dimensionEnd);
                if (inner >>> 3 == 1) {
                    length = Math.max(-1, in.number(inner, dimensionEnd));
                } else {
                    in.skip(inner, dimensionEnd);
                }
            }
            shape.add(length);
            if (shape.size() > MAX_RANK) {
                throw in.bad("at most " + MAX_RANK + " dimensions");
            }
        }
        return shape;
    }
}
