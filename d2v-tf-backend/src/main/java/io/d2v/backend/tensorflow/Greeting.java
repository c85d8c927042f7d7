package io.d2v.backend.tensorflow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks whether a gRPC server is alive: it greets whoever connects, as HTTP/2 has it, from threads
 * of its own. So it does while it computes, but not when its process is dead or stopped.
 */
final class Greeting {
  /** HTTP/2's preface and an empty frame of settings (RFC 9113, 3.4). */
  private static final byte[] OURS =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final int FRAME_HEADER = 9;
  private static final int FRAME_TYPE = 3;
  private static final int SETTINGS = 4;

  private Greeting() {}

  /**
   * Connects and waits for the answer.
   *
   * @param address host and port
   * @param patience for either
   */
  static boolean isReturnedBy(String address, Duration patience) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    int millis = Math.toIntExact(patience.toMillis());
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.setSoTimeout(millis);
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.getOutputStream().write(OURS);
      byte[] frame = socket.getInputStream().readNBytes(FRAME_HEADER);
      return frame.length == FRAME_HEADER && frame[FRAME_TYPE] == SETTINGS;
    } catch (IOException unreachable) {
      return false;
    }
  }
}
