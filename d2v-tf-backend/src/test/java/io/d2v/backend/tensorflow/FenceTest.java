package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.d2v.testkit.WorkerGroup;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void aWorkerAnswersAtItsAddressAlone() throws SocketException {
    assumeTrue(System.getenv("TF_GRPC_REUSE_PORT") != null, "the port cannot be shared");
    List<String> elsewhere =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .map(InetAddress::getHostAddress)
            .toList();
    assumeTrue(!elsewhere.isEmpty(), "this machine has no address but its own");
    try (WorkerGroup group = WorkerGroup.open(2, LostWorkerTest::open)) {
      for (String address : group.backends().get(0).workers().addresses()) {
        String port = address.substring(address.lastIndexOf(':'));
        assertThat(Greeting.isReturnedBy(address, PATIENCE)).isTrue();
        assertThat(elsewhere).noneMatch(host -> Greeting.isReturnedBy(host + port, PATIENCE));
      }
    }
  }
}
