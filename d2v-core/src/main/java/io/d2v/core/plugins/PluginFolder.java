package io.d2v.core.plugins;

import io.d2v.api.UserError;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of plugins: each jar is one, and each folder of jars is one with what it depends upon.
 * Each has a module layer and a class loader of its own above the application's, so that two may
 * bring different versions of one library. What the application has already is taken from there.
 *
 * @param plugins that were loaded
 * @param broken that were not
 */
record PluginFolder(List<FolderPlugin> plugins, List<BrokenPlugin> broken) {
  /** In the manifest of a jar without module-info: the version of d2v-api it was built against. */
  static final String BUILT_AGAINST = "D2v-Api-Version";

  private static final String API = "io.d2v.api";

  /**
   * Loads what is there.
   *
   * @throws UserError of kind PLUGIN, if there is no such folder
   */
  static PluginFolder open(Path folder) {
    ModuleLayer application = PluginFolder.class.getModule().getLayer();
    if (application == null) {
      throw new UserError(
          UserError.Kind.PLUGIN,
          folder
              + ": plugins are loaded from a folder where d2v is on the module path, and here it is"
              + " on the class path; put their jars on the class path as well");
    }
    List<FolderPlugin> plugins = new ArrayList<>();
    List<BrokenPlugin> broken = new ArrayList<>();
    for (Path place : places(folder)) {
      try {
        plugins.add(new FolderPlugin(place, layer(place, application)));
      } catch (FindException
          | ResolutionException
          | LayerInstantiationException
          | IOException unloadable) {
        broken.add(BrokenPlugin.whole(place.toString(), Discovery.reason(unloadable)));
      }
    }
    return new PluginFolder(plugins, broken);
  }

  /** Jars and folders; what else lies there, such as a README, is none. */
  private static List<Path> places(Path folder) {
    try (Stream<Path> inside = Files.list(folder.toAbsolutePath().normalize())) {
      return inside.filter(PluginFolder::mayBePlugin).sorted().toList();
    } catch (IOException missing) {
      throw new UserError(
          UserError.Kind.PLUGIN,
          folder
              + ": this folder of plugins can't be read ("
              + missing
              + "); name the folder in which their jars lie with --plugins or D2V_PLUGINS",
          missing);
    }
  }

  private static boolean mayBePlugin(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(path));
  }

  private static ModuleLayer layer(Path place, ModuleLayer application) throws IOException {
    ModuleFinder finder = ModuleFinder.of(place);
    Map<String, ModuleReference> found = new TreeMap<>();
    finder.findAll().forEach(module -> found.put(module.descriptor().name(), module));
    if (found.isEmpty()) {
      throw new FindException("there is no jar in it");
    }
    List<String> known =
        found.keySet().stream()
            .filter(name -> application.configuration().findModule(name).isPresent())
            .toList();
    known.forEach(found::remove);
    if (found.isEmpty()) {
      throw new FindException("d2v has this already: " + String.join(", ", known));
    }
    for (ModuleReference module : found.values()) {
      requireCompatible(module);
    }
    Configuration configuration =
        application.configuration().resolve(ModuleFinder.of(), finder, found.keySet());
    return ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(application), PluginFolder.class.getClassLoader())
        .layer();
  }

  private static void requireCompatible(ModuleReference module) throws IOException {
    Optional<String> against = builtAgainst(module);
    Optional<ApiVersion> built = against.flatMap(ApiVersion::of);
    Optional<ApiVersion> running = ApiVersion.running();
    if (built.isPresent() && running.isPresent() && !running.get().runs(built.get())) {
      throw new FindException(
          "module "
              + module.descriptor().name()
              + " was built against d2v-api "
              + against.get()
              + ", and this is d2v-api "
              + running.get()
              + ", which does not run it (docs/compatibility.md); take a version of the plugin for"
              + " d2v "
              + running.get()
              + ", or build it against that");
    }
  }

  /** As its compiler noted it, or its jar's manifest says; nothing where neither does. */
  private static Optional<String> builtAgainst(ModuleReference module) throws IOException {
    if (!module.descriptor().isAutomatic()) {
      return module.descriptor().requires().stream()
          .filter(required -> required.name().equals(API))
          .findFirst()
          .flatMap(ModuleDescriptor.Requires::rawCompiledVersion);
    }
    try (var reader = module.open();
        var manifest = reader.open("META-INF/MANIFEST.MF").orElse(null)) {
      return manifest == null
          ? Optional.empty()
          : Optional.ofNullable(new Manifest(manifest).getMainAttributes().getValue(BUILT_AGAINST));
    }
  }

  /** Those that nothing of ours was found in. */
  List<BrokenPlugin> withoutAnything(List<Service<?>> services) {
    String kinds =
        services.stream().map(service -> service.kind().word()).collect(Collectors.joining(", "));
    return plugins.stream()
        .filter(plugin -> services.stream().noneMatch(plugin::provides))
        .map(
            plugin ->
                BrokenPlugin.whole(
                    plugin.place().toString(),
                    "it provides nothing that d2v looks for ("
                        + kinds
                        + "); is `provides` missing in its module-info, or, without one,"
                        + " META-INF/services?"))
        .toList();
  }
}
