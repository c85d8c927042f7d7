package io.d2v.cli.watch;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What is answered at an address. */
public record Asked(int code, Map<String, List<String>> headers, String body) {
  /** Gets it. */
  public static Asked get(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    int code = connection.getResponseCode();
    try (InputStream in = code < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Asked(code, connection.getHeaderFields(), body);
    }
  }

  String header(String name) {
    return headers.entrySet().stream()
        .filter(header -> name.equalsIgnoreCase(header.getKey()))
        .map(header -> String.join(", ", header.getValue()))
        .findFirst()
        .orElse("");
  }
}
