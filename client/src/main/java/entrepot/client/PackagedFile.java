package entrepot.client;

import java.nio.charset.StandardCharsets;

/**
 * One file of a package.
 *
 * @param path absolute, as installed
 * @param executable mode 0755 instead of 0644
 * @param configuration belongs to the administrator once installed: kept at upgrades
 */
record PackagedFile(String path, boolean executable, boolean configuration, String text) {

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  int mode() {
    return executable ? 0755 : 0644;
  }

  PackagedFile at(String otherPath) {
    return new PackagedFile(otherPath, executable, configuration, text);
  }
}
