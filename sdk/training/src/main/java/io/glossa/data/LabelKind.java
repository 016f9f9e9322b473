package io.glossa.data;

import org.apiguardian.api.API;

/** What is known of the texts of a data set. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum LabelKind {
    /** Nothing. */
    NONE,
    /** One label each. */
    SINGLE,
    /** Any number of labels each: a label separator was set, or some text has none or several. */
    MULTI,
    /** A number each: regression. */
    VALUE
}
