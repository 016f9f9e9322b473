package io.glossa.training.internal.engine;

/** What is kept of a trainable parameter between steps; together with the step number that is all a run needs to go on. */
public enum ParameterState {
    /** Its value. */
    VALUE,
    /** First moment of Adam, velocity of SGD with momentum. */
    FIRST_MOMENT,
    /** Second moment of Adam. */
    SECOND_MOMENT
}
