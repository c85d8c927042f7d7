package io.d2v.api.backend;

import io.d2v.api.UserError;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processes that train one model together, each with all of it on a device of its own, and
 * which of them this is (synchronous data parallelism).
 *
 * @param addresses of each worker's server, {@code host:port}, by rank; none where there is one
 *     worker alone
 * @param rank which of them this is, from 0; the first one writes the run
 */
public record Workers(List<String> addresses, int rank) {
  /** One worker alone, which needs no server. */
  public static final Workers ALONE = new Workers(List.of(), 0);

  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^\\s:/@]+|\\[[0-9a-fA-F:.%]+]):([0-9]{1,5})");
  private static final int MOST_PORT = 65_535;

  /**
   * Copies the list and checks it.
   *
   * @param addresses of each worker's server, {@code host:port}, by rank; none where there is one
   *     worker alone
   * @param rank which of them this is, from 0; the first one writes the run
   * @throws UserError of kind USAGE, if an address is not {@code host:port}, two are the same, or
   *     the rank is none of theirs
   */
  public Workers {
    addresses = List.copyOf(addresses);
    for (String address : addresses) {
      Matcher parts = ADDRESS.matcher(address);
      int port = parts.matches() ? Integer.parseInt(parts.group(1)) : 0;
      if (port < 1 || port > MOST_PORT) {
        throw new UserError(
            UserError.Kind.USAGE,
            "'" + address + "' is no address of a worker: they are written host:port");
      }
    }
    if (new HashSet<>(addresses).size() < addresses.size()) {
      throw new UserError(
          UserError.Kind.USAGE, "two workers have the same address in " + addresses);
    }
    if (rank < 0 || rank >= Math.max(1, addresses.size())) {
      throw new UserError(
          UserError.Kind.USAGE,
          "rank "
              + rank
              + " is none of "
              + Math.max(1, addresses.size())
              + " workers, which are counted from 0");
    }
  }

  /** {@return how many there are, at least 1} */
  public int count() {
    return Math.max(1, addresses.size());
  }

  /** {@return whether there is more than one} */
  public boolean areSeveral() {
    return count() > 1;
  }

  /** {@return whether this is the one that writes the run: rank 0} */
  public boolean isFirst() {
    return rank == 0;
  }

  /**
   * {@return a worker as people are told of it: its rank and address}
   *
   * @param worker its rank, from 0
   */
  public String name(int worker) {
    return "worker " + worker + (addresses.isEmpty() ? "" : " (" + addresses.get(worker) + ")");
  }
}
