/**
 * What a training run shows for itself: {@code report.html}, the model card {@code README.md}, {@code history.jsonl}, and the lines of
 * progress. All of it is made from plain values, so it can be written for models that were trained elsewhere too.
 */
@NullMarked
package io.glossa.training.report;

import org.jspecify.annotations.NullMarked;
