package io.glossa;

import io.glossa.base.internal.Unicode;
import io.glossa.error.InvalidInputException;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * How {@link ZeroShotClassifier} asks. Immutable.
 *
 * @param template the hypothesis, with {@code {}} where the label goes
 * @param multiLabel whether each label is asked about for itself, so that any number may apply; otherwise the labels'
 *     scores add up to 1
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ZeroShotOptions(String template, boolean multiLabel) {
    /** The template of Python {@code transformers}. */
    public static final String DEFAULT_TEMPLATE = "This example is {}.";

    private static final ZeroShotOptions DEFAULTS = new ZeroShotOptions(DEFAULT_TEMPLATE, false);

    /**
     * Checks the template.
     *
     * @throws InvalidInputException if it has no <code>{}</code> or is not valid Unicode
     */
    public ZeroShotOptions {
        Unicode.requireWellFormed(Objects.requireNonNull(template, "template"), "template");
        if (!template.contains("{}")) {
            throw new InvalidInputException("template: expected {} where the label goes, as in '" + DEFAULT_TEMPLATE
                    + "', found none");
        }
    }

    /** One label, with the default template. */
    public static ZeroShotOptions defaults() {
        return DEFAULTS;
    }

    /** The same with another template. */
    public ZeroShotOptions withTemplate(String other) {
        return new ZeroShotOptions(other, multiLabel);
    }

    /** The same for one label or any number. */
    public ZeroShotOptions withMultiLabel(boolean other) {
        return new ZeroShotOptions(template, other);
    }

    /** The hypothesis for one label. */
    String hypothesis(String label) {
        return template.replace("{}", label);
    }
}
