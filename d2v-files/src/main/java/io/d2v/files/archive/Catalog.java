package io.d2v.files.archive;

import io.d2v.files.gzip.AccessPoints;

/**
 * All that has to be known of a tar to read it out of order.
 *
 * @param length how many bytes it has, unpacked
 * @param points where it can be entered; none where it is not compressed
 */
record Catalog(MemberTable members, long length, AccessPoints points) {}
