package io.d2v.testkit;

import io.d2v.api.Sample;
import io.d2v.api.Sample.Encoded;
import io.d2v.api.Sample.Ids;
import io.d2v.api.Sample.Text;
import io.d2v.api.Sample.Values;
import io.d2v.testkit.reference.Entries;
import java.util.Arrays;
import java.util.OptionalInt;

/** What two readings of one sample have in common. */
record Fingerprint(String id, OptionalInt label, String content) {
  static Fingerprint of(Sample sample) {
    return new Fingerprint(sample.id(), sample.label(), content(sample.content()));
  }

  private static String content(Sample.Content content) {
    if (content instanceof Encoded encoded) {
      return encoded.bytes().length + " bytes, hash " + Arrays.hashCode(encoded.bytes());
    }
    if (content instanceof Values values) {
      return values.values() + ", hash " + Arrays.hashCode(Entries.of(values.values()));
    }
    if (content instanceof Ids ids) {
      return content(new Values(ids.ids())) + ", words at " + ids.wordStarts();
    }
    return ((Text) content).text();
  }
}
