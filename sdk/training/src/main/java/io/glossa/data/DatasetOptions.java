package io.glossa.data;

import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * How files are read. Nothing is guessed: a column that is named here must be there. Immutable and thread-safe.
 *
 * <p>Without a name, the text is in the column or field {@code text}, which must be there; a second text in {@code text_pair}, read
 * where it is there; the label in {@code label}; and, only where there is no {@code label}, a number to predict in {@code value}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class DatasetOptions {
    /** Longest text where nothing else is said, in characters. */
    public static final int DEFAULT_MAX_CHARACTERS = 1_000_000;

    private static final DatasetOptions DEFAULTS = builder().build();

    private final String textColumn;
    private final @Nullable String pairColumn;
    private final @Nullable String labelColumn;
    private final @Nullable String valueColumn;
    private final @Nullable String labelSeparator;
    private final @Nullable DataFormat format;
    private final BadRows badRows;
    private final int maxCharacters;
    private final boolean unlabelled;

    private DatasetOptions(Builder builder) {
        this.textColumn = builder.textColumn;
        this.pairColumn = builder.pairColumn;
        this.labelColumn = builder.labelColumn;
        this.valueColumn = builder.valueColumn;
        this.labelSeparator = builder.labelSeparator;
        this.format = builder.format;
        this.badRows = builder.badRows;
        this.maxCharacters = builder.maxCharacters;
        this.unlabelled = builder.unlabelled;
    }

    /** The columns {@code text}, {@code text_pair}, {@code label} or {@code value}, one label a text; the first bad row fails. */
    public static DatasetOptions defaults() {
        return DEFAULTS;
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Column of the text. */
    public String textColumn() {
        return textColumn;
    }

    /** Column of the second text, if it was named. */
    public Optional<String> pairColumn() {
        return Optional.ofNullable(pairColumn);
    }

    /** Column of the label, if it was named. */
    public Optional<String> labelColumn() {
        return Optional.ofNullable(labelColumn);
    }

    /** Column of the number to predict, if it was named. */
    public Optional<String> valueColumn() {
        return Optional.ofNullable(valueColumn);
    }

    /** What separates several labels, if texts may have several. */
    public Optional<String> labelSeparator() {
        return Optional.ofNullable(labelSeparator);
    }

    /** The kind of file, if it is not told by the file's name. */
    public Optional<DataFormat> format() {
        return Optional.ofNullable(format);
    }

    /** What happens to rows that cannot be used. */
    public BadRows badRows() {
        return badRows;
    }

    /** Longest text, in characters. */
    public int maxCharacters() {
        return maxCharacters;
    }

    /** Whether texts alone are read. */
    public boolean unlabelled() {
        return unlabelled;
    }

    /** Collects options; the last call of each method counts. Not thread-safe. */
    public static final class Builder {
        private String textColumn = "text";
        private @Nullable String pairColumn;
        private @Nullable String labelColumn;
        private @Nullable String valueColumn;
        private @Nullable String labelSeparator;
        private @Nullable DataFormat format;
        private BadRows badRows = BadRows.FAIL;
        private int maxCharacters = DEFAULT_MAX_CHARACTERS;
        private boolean unlabelled;

        private Builder() {}

        /** Column or field of the text; default {@code text}. */
        public Builder textColumn(String name) {
            this.textColumn = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Column or field of the second text, which then must be there; by default {@code text_pair} is read where it is there. */
        public Builder pairColumn(String name) {
            this.pairColumn = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Column or field of the label, which then must be there; by default {@code label} is read where it is there. */
        public Builder labelColumn(String name) {
            this.labelColumn = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Column or field of the number to predict, which then must be there; a column {@code label} is then one of the further
         * columns. By default {@code value} is read where it is there and {@code label} is not.
         */
        public Builder valueColumn(String name) {
            this.valueColumn = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * What separates several labels of a text, such as {@code |}; not a pattern. An empty cell then means no label. By default
         * a text has one label, whatever characters are in it.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Builder labelSeparator(String separator) {
            if (separator.isEmpty()) {
                throw new IllegalArgumentException("separator: expected at least one character, found none");
            }
            this.labelSeparator = separator;
            return this;
        }

        /** The kind of file; by default its name tells. */
        public Builder format(DataFormat kind) {
            this.format = Objects.requireNonNull(kind, "kind");
            return this;
        }

        /** What happens to rows that cannot be used; default {@link BadRows#FAIL}. */
        public Builder badRows(BadRows policy) {
            this.badRows = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Longest text in characters (UTF-16 units), a guard against damaged files; a longer one makes a bad row. Default 1,000,000.
         *
         * @throws IllegalArgumentException unless it is from 1 to 10,000,000
         */
        public Builder maxCharacters(int most) {
            if (most < 1 || most > 10_000_000) {
                throw new IllegalArgumentException("maxCharacters: expected 1 to 10000000, found " + most);
            }
            this.maxCharacters = most;
            return this;
        }

        /**
         * Whether texts alone are read, for {@code ClassifierTrainer.unlabelled}: no label is asked for, and columns of labels and values
         * are further columns like any other; default false.
         */
        public Builder unlabelled(boolean textsAlone) {
            this.unlabelled = textsAlone;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if both a column of labels and one of values are named, or one of them where texts alone are
         *     read
         */
        public DatasetOptions build() {
            if (unlabelled && (labelColumn != null || valueColumn != null)) {
                throw new IllegalArgumentException("unlabelled: expected no labelColumn and no valueColumn beside it, found one; leave it out");
            }
            if (labelColumn != null && valueColumn != null) {
                throw new IllegalArgumentException("labelColumn: expected it or valueColumn, found both; name the one to learn");
            }
            return new DatasetOptions(this);
        }
    }
}
