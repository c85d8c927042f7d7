package io.d2v.core.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;

/** Loads test classes as if they came from a jar of somebody else's. */
final class OutsideJar extends URLClassLoader {
  private final Path place;
  private final List<Class<?>> classes;

  OutsideJar(Path place, ClassLoader parent, List<Class<?>> classes) throws MalformedURLException {
    super(new URL[] {place.toUri().toURL()}, parent);
    this.place = place;
    this.classes = classes;
  }

  @Override
  protected synchronized Class<?> loadClass(String name, boolean resolve)
      throws ClassNotFoundException {
    Class<?> loaded = findLoadedClass(name);
    for (Class<?> original : classes) {
      if (loaded == null && original.getName().equals(name)) {
        loaded = copyOf(original);
      }
    }
    return loaded == null ? super.loadClass(name, resolve) : loaded;
  }

  private Class<?> copyOf(Class<?> original) {
    String file = original.getName().replace('.', '/') + ".class";
    try (InputStream in = OutsideJar.class.getModule().getResourceAsStream(file)) {
      byte[] code = in.readAllBytes();
      CodeSource source = new CodeSource(place.toUri().toURL(), (Certificate[]) null);
      return defineClass(
          original.getName(), code, 0, code.length, new ProtectionDomain(source, null));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
