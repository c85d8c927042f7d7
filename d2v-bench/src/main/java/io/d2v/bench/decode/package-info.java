/** From scores of letters to words: alphabets, best paths, beam search, language models. */
@NullMarked
package io.d2v.bench.decode;

import org.jspecify.annotations.NullMarked;
