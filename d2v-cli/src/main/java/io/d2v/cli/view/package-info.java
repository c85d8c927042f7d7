/** What a model sees in samples, as pictures. */
@NullMarked
package io.d2v.cli.view;

import org.jspecify.annotations.NullMarked;
