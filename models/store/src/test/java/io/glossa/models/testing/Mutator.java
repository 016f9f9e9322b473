package io.glossa.models.testing;

import java.util.Arrays;
import java.util.Random;

/** Damages files in repeatable ways. */
public final class Mutator {
    private static final byte[] NASTY = {0, 1, 2, 7, 8, 10, 18, 0x22, 0x3a, 0x7f, (byte) 0x80, (byte) 0xff, '{', '"', '[', '-'};

    private final Random random;

    public Mutator(long seed) {
        random = new Random(seed);
    }

    /** One of: cut off, bytes changed, bytes removed, bytes doubled, a run of 0xff, wholly random. */
    public byte[] mutate(byte[] original, int head) {
        byte[] bytes = original.clone();
        int reach = Math.max(1, random.nextInt(3) == 0 ? bytes.length : Math.min(head, bytes.length));
        switch (random.nextInt(6)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                for (int i = random.nextInt(8); i >= 0; i--) {
                    bytes[random.nextInt(reach)] = random.nextBoolean()
                            ? NASTY[random.nextInt(NASTY.length)] : (byte) random.nextInt();
                }
            }
            case 2 -> {
                int from = random.nextInt(reach);
                int to = Math.min(bytes.length, from + 1 + random.nextInt(64));
                bytes = MiniOnnx.join(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
            }
            case 3 -> {
                int from = random.nextInt(reach);
                int to = Math.min(bytes.length, from + 1 + random.nextInt(64));
                bytes = MiniOnnx.join(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
            }
            case 4 -> {
                int from = random.nextInt(reach);
                Arrays.fill(bytes, from, Math.min(bytes.length, from + 10), (byte) 0xff);
            }
            default -> {
                bytes = new byte[random.nextInt(4096)];
                random.nextBytes(bytes);
            }
        }
        return bytes;
    }
}
