/** What was found, as one HTML page and as a table for the terminal. */
@NullMarked
package io.d2v.bench.report;

import org.jspecify.annotations.NullMarked;
