package io.d2v.files.archive;

import io.d2v.files.gzip.AccessPoints;
import io.d2v.files.gzip.GzipReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** Begins to unpack a .gz. */
final class Gzip {
  private Gzip() {}

  static GzipReader begin(MemberRules rules, InputStream in, AccessPoints points)
      throws IOException {
    Damage damage = new Damage(rules.archive(), "");
    try {
      return GzipReader.scan(in, points);
    } catch (EOFException e) {
      throw damage.cutShort(Files.size(rules.archive()), " within its first header", e);
    } catch (IOException e) {
      throw damage.damaged(String.valueOf(e.getMessage()), e);
    }
  }
}
