package io.glossa.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.glossa.error.EngineException;
import io.glossa.error.ModelFormatException;
import io.glossa.text.Word;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.ToLongFunction;

/** The Hugging Face library by way of DJL's binding. Calls run side by side; {@link #close()} waits for them. */
final class NativeEngine implements PieceEngine {
    private static final Cleaner CLEANER = Cleaner.create();

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Cleaner.Cleanable handleOwner;
    private final long handle;
    private boolean closed;

    private NativeEngine(long handle) {
        this.handle = handle;
        this.handleOwner = CLEANER.register(this, () -> TokenizersLibrary.LIB.deleteTokenizer(handle));
    }

    /**
     * Hands a file to the library.
     *
     * @param json a tokenizer.json that {@link TokenizerValidator} has passed
     * @param name how the model is called in messages
     * @throws ModelFormatException if the library refuses the file
     * @throws EngineException if the library cannot be loaded
     */
    static NativeEngine of(String json, String name) {
        TokenizersLibrary library = NativeLibrary.load();
        long handle;
        try {
            handle = library.createTokenizerFromString(json);
        } catch (RuntimeException e) {
            throw new ModelFormatException(name + ": tokenizer.json: expected a tokenizer that the Hugging Face library "
                    + "reads, found one that it refuses; the cause tells its reason", e);
        }
        return new NativeEngine(handle);
    }

    @Override
    public Tokenizer.Implementation implementation() {
        return Tokenizer.Implementation.NATIVE;
    }

    @Override
    public RawPieces encode(String text) {
        return encode(library -> library.encode(handle, text, false), (ids, tokens, starts, ends, words) ->
                new RawPieces(ids, tokens, starts, ends, words, Places.ofCodePoints(text)), text.length());
    }

    @Override
    public RawPieces encode(String text, List<Word> words) {
        String[] forms = words.stream().map(Word::text).toArray(String[]::new);
        return encode(library -> library.encodeList(handle, forms, false), (ids, tokens, starts, ends, numbers) ->
                new RawPieces(ids, tokens, starts, ends, numbers, Places.ofWords(text, words, numbers, true)), text.length());
    }

    /** Puts what the library gives into pieces, which know where their indices lie. */
    private interface Assembly {
        RawPieces of(int[] ids, String[] tokens, int[] starts, int[] ends, int[] words);
    }

    private RawPieces encode(ToLongFunction<TokenizersLibrary> call, Assembly assembly, int length) {
        lock.readLock().lock();
        try {
            requireOpen();
            TokenizersLibrary library = TokenizersLibrary.LIB;
            long encoding;
            try {
                encoding = call.applyAsLong(library);
            } catch (RuntimeException e) {
                // The library's message may quote the text, so it goes no further.
                throw new EngineException("the native tokenizer failed on a text of " + length + " characters; the "
                        + "vocabulary may lack its unknown token");
            }
            try {
                return pieces(library, encoding, assembly);
            } finally {
                library.deleteEncoding(encoding);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private static RawPieces pieces(TokenizersLibrary library, long encoding, Assembly assembly) {
        int[] ids = toInts(library.getTokenIds(encoding));
        CharSpan[] spans = library.getTokenCharSpans(encoding);
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            if (spans[i] != null) {
                starts[i] = spans[i].getStart();
                ends[i] = spans[i].getEnd();
            }
        }
        return assembly.of(ids, library.getTokens(encoding), starts, ends, toInts(library.getWordIds(encoding)));
    }

    private static int[] toInts(long[] values) {
        int[] ints = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            ints[i] = (int) values[i];
        }
        return ints;
    }

    @Override
    public String decode(int[] ids, boolean skipSpecialTokens) {
        long[] wide = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            wide[i] = ids[i];
        }
        lock.readLock().lock();
        try {
            requireOpen();
            try {
                return TokenizersLibrary.LIB.decode(handle, wide, skipSpecialTokens);
            } catch (RuntimeException e) {
                throw new EngineException("the native tokenizer failed to decode " + ids.length + " ids");
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this tokenizer is closed");
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            handleOwner.clean();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
