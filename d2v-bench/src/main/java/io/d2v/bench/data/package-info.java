/** Whether data is whole, and what its publishers say it is. */
@NullMarked
package io.d2v.bench.data;

import org.jspecify.annotations.NullMarked;
