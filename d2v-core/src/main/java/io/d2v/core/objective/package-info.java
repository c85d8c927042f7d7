/** The data2vec objective: student, teacher, targets, loss and gauges. */
@NullMarked
package io.d2v.core.objective;

import org.jspecify.annotations.NullMarked;
