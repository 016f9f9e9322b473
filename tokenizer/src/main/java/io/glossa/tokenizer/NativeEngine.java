package io.glossa.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import io.glossa.error.EngineException;
import io.glossa.error.InvalidInputException;
import io.glossa.error.ModelFormatException;
import io.glossa.text.Word;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.ToLongFunction;

/** The Hugging Face library by way of DJL's binding. Calls run side by side; {@link #close()} waits for them. */
final class NativeEngine implements PieceEngine {
    private static final Cleaner CLEANER = Cleaner.create();

    /** The binding counts the bytes of a text in 31 bits, and a UTF-16 unit takes up to three. */
    private static final int LONGEST_TEXT = 1 << 28;

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Cleaner.Cleanable handleOwner;
    private final long handle;
    private final int longestText;
    private boolean closed;

    private NativeEngine(long handle, int longestText) {
        this.handle = handle;
        this.longestText = Math.min(longestText, LONGEST_TEXT);
        this.handleOwner = CLEANER.register(this, () -> TokenizersLibrary.LIB.deleteTokenizer(handle));
    }

    /**
     * Hands a file to the library.
     *
     * @param json a tokenizer.json that {@link TokenizerValidator} has passed
     * @param name how the model is called in messages
     * @param longestText the longest text that may be encoded, in UTF-16 units: on a longer one a regular expression of the
     *     file could end the process
     * @throws ModelFormatException if the library refuses the file
     * @throws EngineException if the library cannot be loaded
     */
    static NativeEngine of(String json, String name, int longestText) {
        TokenizersLibrary library = NativeLibrary.load();
        long handle;
        try {
            handle = library.createTokenizerFromString(json);
        } catch (RuntimeException e) {
            throw new ModelFormatException(name + ": tokenizer.json: expected a tokenizer that the Hugging Face library "
                    + "reads, found one that it refuses; the cause tells its reason", e);
        }
        return new NativeEngine(handle, longestText);
    }

    @Override
    public Tokenizer.Implementation implementation() {
        return Tokenizer.Implementation.NATIVE;
    }

    @Override
    public RawPieces encode(String text) {
        requireNotTooLong(text);
        return encode(library -> library.encode(handle, text, false), (ids, tokens, starts, ends, words) ->
                new RawPieces(ids, tokens, starts, ends, words, Places.ofCodePoints(text)), text.length());
    }

    @Override
    public RawPieces encode(String text, List<Word> words) {
        String[] forms = words.stream().map(Word::text).toArray(String[]::new);
        for (String form : forms) {
            requireNotTooLong(form);
        }
        return encode(library -> library.encodeList(handle, forms, false), (ids, tokens, starts, ends, numbers) ->
                new RawPieces(ids, tokens, starts, ends, numbers, Places.ofWords(text, words, numbers, true)), text.length());
    }

    private void requireNotTooLong(String text) {
        if (text.length() > longestText) {
            throw new InvalidInputException("text: expected at most " + longestText + " UTF-16 units, found " + text.length()
                    + "; a longer one could take more memory or more steps of a regular expression than the native tokenizer"
                    + " allows, split the text");
        }
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
