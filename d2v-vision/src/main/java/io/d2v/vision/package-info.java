/** Images: decoding, augmentation, patches, block masks. */
@NullMarked
package io.d2v.vision;

import org.jspecify.annotations.NullMarked;
