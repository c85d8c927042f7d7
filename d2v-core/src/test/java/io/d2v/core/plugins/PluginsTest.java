package io.d2v.core.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path temp;

  @Test
  void aProviderIsFoundByItsName() throws IOException {
    Plugins plugins = Plugins.discover(jar("one", Everywhere.class));

    assertThat(plugins.masker("everywhere").name()).isEqualTo("everywhere");
    assertThat(plugins.broken()).isEmpty();
    assertThat(plugins.list())
        .contains(
            new Plugin(
                Plugin.Kind.MASKER,
                "everywhere",
                Everywhere.class.getName(),
                "(class path)",
                "(unknown)",
                temp.resolve("one").toString()));
  }

  @Test
  void aMissingNameIsAnErrorThatListsWhatThereIs() throws IOException {
    Plugins plugins = Plugins.discover(jar("one", Everywhere.class));

    assertThatThrownBy(() -> plugins.masker("everwhere"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "there is no masker 'everwhere'; did you mean 'everywhere'? found: ")
        .hasMessageContaining("'everywhere' from " + temp.resolve("one"));
    assertThatThrownBy(() -> Plugins.none().modality("vision"))
        .hasMessageContaining("there is no modality 'vision'; none was found; is the plugin's jar");
  }

  @Test
  void aBrokenProviderIsReportedAndTheOthersLoad() throws IOException {
    Plugins plugins =
        Plugins.discover(
            jar("one", Throwing.class, Everywhere.class, Nameless.class, Elsewhere.class));

    assertThat(plugins.masker("everywhere")).isNotNull();
    assertThat(plugins.masker("elsewhere")).isNotNull();
    assertThat(plugins.broken())
        .extracting(BrokenPlugin::provider)
        .containsExactly(Throwing.class.getName(), Nameless.class.getName());
    assertThat(plugins.broken()).allMatch(one -> one.jar().equals(temp.resolve("one").toString()));
    assertThatThrownBy(() -> plugins.masker("throwing"))
        .hasMessageContaining("left out: " + Throwing.class.getName())
        .hasMessageContaining("no licence");
  }

  @Test
  void aClassThatIsNotThereStopsNoOther() throws IOException {
    ClassLoader loader = jar("one", Everywhere.class);
    Path services = temp.resolve("one/META-INF/services/" + Masker.Provider.class.getName());
    Files.writeString(services, "org.gone.Masker\n" + Files.readString(services));

    Plugins plugins = Plugins.discover(loader);

    assertThat(plugins.masker("everywhere")).isNotNull();
    assertThat(plugins.broken()).hasSize(1);
    assertThat(plugins.broken().get(0).reason()).contains("org.gone.Masker");
  }

  @Test
  void twoProvidersOfOneNameAreAnErrorThatNamesBothPlaces() throws IOException {
    Plugins plugins =
        Plugins.discover(jar("two", jar("one", Everywhere.class), EverywhereToo.class));

    assertThatThrownBy(() -> plugins.masker("everywhere"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are 2 maskers named 'everywhere'; remove all but one")
        .hasMessageContaining(temp.resolve("one").toString())
        .hasMessageContaining(temp.resolve("two").toString());
  }

  @Test
  void whatIsRegisteredStandsBesideWhatIsDiscovered() throws IOException {
    Masker.Provider own = new Elsewhere();
    Plugins plugins = Plugins.discover(jar("one", Everywhere.class)).and(own).and(own);

    assertThat(plugins.masker("elsewhere")).isSameAs(own);
    assertThat(plugins.masker("everywhere")).isNotNull();
    assertThatThrownBy(() -> Plugins.none().and(new Nameless()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lower case, words joined by hyphens");
  }

  private ClassLoader jar(String name, Class<?>... providers) throws IOException {
    return jar(name, PluginsTest.class.getClassLoader(), providers);
  }

  private ClassLoader jar(String name, ClassLoader parent, Class<?>... providers)
      throws IOException {
    Path folder = Files.createDirectories(temp.resolve(name + "/META-INF/services"));
    Files.write(
        folder.resolve(Masker.Provider.class.getName()),
        List.of(providers).stream().map(Class::getName).toList());
    return new OutsideJar(temp.resolve(name), parent, List.of(providers));
  }

  public static class Everywhere implements Masker.Provider {
    @Override
    public String name() {
      return "everywhere";
    }

    @Override
    public Masker create(Settings settings) {
      return (grid, valid, random) -> Mask.of(grid.tokens(), new BitSet());
    }
  }

  public static final class EverywhereToo extends Everywhere {}

  public static final class Elsewhere extends Everywhere {
    @Override
    public String name() {
      return "elsewhere";
    }
  }

  public static final class Nameless extends Everywhere {
    @Override
    public String name() {
      return "No Name";
    }
  }

  public static final class Throwing extends Everywhere {
    public Throwing() {
      throw new IllegalStateException("no licence");
    }
  }
}
