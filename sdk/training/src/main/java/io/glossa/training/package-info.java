/** Fine-tuning of text classifiers: from labelled texts and a base model to a model directory that every task loads. */
@NullMarked
package io.glossa.training;

import org.jspecify.annotations.NullMarked;
