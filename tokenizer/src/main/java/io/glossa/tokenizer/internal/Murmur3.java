package io.glossa.tokenizer.internal;

/** MurmurHash3 for x86, 32 bits (Austin Appleby, public domain): a function of bytes and a seed that spreads well and is no secret. */
final class Murmur3 {
    private Murmur3() {}

    static int hash(byte[] data, int from, int to, int seed) {
        int hash = seed;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            int block = data[i] & 0xff | (data[i + 1] & 0xff) << 8 | (data[i + 2] & 0xff) << 16 | data[i + 3] << 24;
            hash = Integer.rotateLeft(hash ^ scrambled(block), 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int shift = 0; i < to; i++, shift += 8) {
            tail |= (data[i] & 0xff) << shift;
        }
        hash ^= scrambled(tail);
        hash ^= to - from;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int scrambled(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }
}
