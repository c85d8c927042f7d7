/** A small modality from outside, held to the contracts. */
package io.d2v.testkit.plugin;
