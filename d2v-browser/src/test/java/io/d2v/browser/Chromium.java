package io.d2v.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, which tells what a page asked for and what went wrong in it. */
final class Chromium implements AutoCloseable {
  private static final Pattern ASKED =
      Pattern.compile(
          "\"method\":\"Network.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"",
          Pattern.DOTALL);

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder
   */
  static Chromium start(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(found("chromium", "chromium-browser", "google-chrome").toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(found("chromedriver").toFile())
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  private static Path found(String... names) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String name : names) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new IllegalStateException(
        "profile browser needs Chromium and its driver, but the PATH has no "
            + String.join(" or ", names)
            + " (Debian: apt install chromium chromium-driver)");
  }

  void open(String address) {
    driver.get(address);
  }

  /** Surroundings of a page: how wide they are, and whether dark. */
  void surround(int width, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** What a function's body returns. */
  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Until an expression is true of the page. */
  void waitFor(String condition) {
    long latest = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!Boolean.TRUE.equals(run("return " + condition))) {
      assertThat(System.nanoTime()).as(condition).isLessThan(latest);
    }
  }

  List<String> strings(String script) {
    List<String> all = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(run(script))).forEach(one -> all.add(one.toString()));
    return all;
  }

  void tab() {
    new Actions(driver).sendKeys(Keys.TAB).perform();
  }

  void enter() {
    new Actions(driver).sendKeys(Keys.ENTER).perform();
  }

  /** What the console has said since it was asked last that is an error. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Addresses that were asked for since this was asked last. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    driver
        .manage()
        .logs()
        .get(LogType.PERFORMANCE)
        .forEach(
            entry -> {
              Matcher asked = ASKED.matcher(entry.getMessage());
              if (asked.find()) {
                addresses.add(asked.group(1));
              }
            });
    return addresses;
  }

  /** All of the page as a picture. */
  void shoot(Path png) throws IOException {
    Object shot =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    Files.createDirectories(png.getParent());
    Files.write(png, OutputType.BYTES.convertFromBase64Png(shot.toString()));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
