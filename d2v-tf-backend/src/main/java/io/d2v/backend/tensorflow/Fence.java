package io.d2v.backend.tensorflow;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a worker's port shut at the addresses of this machine that are not its own. TensorFlow's
 * server takes connections at all of them, whatever it is told; but a system hands a connection to
 * whoever listens at its very address rather than at all, so here somebody does, and hangs up.
 *
 * <p>Both must be willing to share the port (SO_REUSEPORT): TensorFlow by a variable of the
 * environment. Addresses that the machine gets later are not fenced, nor are others than 127.0.0.1
 * that begin with 127.
 */
final class Fence {
  private static final Logger LOG = LoggerFactory.getLogger(Fence.class);

  /** Makes TensorFlow's server share its port. */
  private static final String SHARING = "TF_GRPC_REUSE_PORT";

  private Fence() {}

  /**
   * Shuts a port that TensorFlow's server has taken.
   *
   * @param host whose addresses stay open
   * @return why it is not shut; empty if it is
   */
  static String put(String host, int port) {
    if (!Boolean.parseBoolean(System.getenv(SHARING))) {
      return "the environment has no " + SHARING + "=true";
    }
    try {
      List<InetAddress> open = List.of(InetAddress.getAllByName(host));
      Set<InetAddress> here = here();
      if (here.stream().noneMatch(open::contains)) {
        return host + " is no address of this machine";
      }
      boolean local = open.stream().anyMatch(InetAddress::isLoopbackAddress);
      here.removeIf(address -> open.contains(address) || (local && address.isLoopbackAddress()));
      shut(here, port);
      return "";
    } catch (IOException | UnsupportedOperationException e) {
      return e.toString();
    }
  }

  private static Set<InetAddress> here() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .collect(Collectors.toSet());
  }

  private static void shut(Set<InetAddress> addresses, int port) throws IOException {
    Selector selector = Selector.open();
    for (InetAddress address : addresses) {
      ServerSocketChannel channel = ServerSocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      try {
        channel.bind(new InetSocketAddress(address, port));
      } catch (BindException taken) {
        channel.close(); // whoever has it keeps connections from TensorFlow as well
        continue;
      }
      channel.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }
    Thread thread = new Thread(() -> hangUp(selector), "d2v-fence");
    thread.setDaemon(true);
    thread.start();
  }

  private static void hangUp(Selector selector) {
    while (true) {
      try {
        selector.select(
            key -> {
              try (SocketChannel unwanted = ((ServerSocketChannel) key.channel()).accept()) {
                LOG.debug("hung up on {}", unwanted);
              } catch (IOException e) {
                LOG.debug("hung up", e);
              }
            });
      } catch (IOException e) {
        LOG.warn("the port is open from now on at all addresses of this machine", e);
        return;
      }
    }
  }
}
