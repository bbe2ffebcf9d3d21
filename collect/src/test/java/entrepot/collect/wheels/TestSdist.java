package entrepot.collect.wheels;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Source archives whose build backend comes with them, so that a build runs what a test wants. */
final class TestSdist {
  /**
   * Writes a wheel with what {@code members} holds; {@code TAG} and {@code NAME} can be changed.
   */
  private static final String BACKEND =
      """
      import base64, hashlib, os, subprocess, sys, time, zipfile
      NAME, VERSION, TAG = '@NAME@', '@VERSION@', 'py3-none-any'
      members = {NAME + '.py': b'value = 1'}
      extra = {}
      def build_wheel(folder, config_settings=None, metadata_directory=None):
          global TAG
          @CODE@
          info = '%s-%s.dist-info/' % (NAME, VERSION)
          members[info + 'METADATA'] = ('Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n' % (NAME, VERSION)).encode()
          members[info + 'WHEEL'] = ('Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: %s\\n' % TAG).encode()
          record = ''
          for name, data in members.items():
              digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()
              record += '%s,sha256=%s,%d\\n' % (name, digest, len(data))
          members[info + 'RECORD'] = (record + info + 'RECORD,,\\n').encode()
          members.update(extra)
          file = '%s-%s-%s.whl' % (NAME, VERSION, TAG)
          with zipfile.ZipFile(os.path.join(folder, file), 'w') as z:
              for name, data in members.items():
                  z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data)
          return file
      """;

  private TestSdist() {}

  /** One whose build runs {@code code} first. */
  static byte[] of(String name, String version, String requires, String code) {
    String backend =
        BACKEND
            .replace("@NAME@", name)
            .replace("@VERSION@", version)
            .replace("@CODE@", code.strip().replace("\n", "\n    "));
    String project =
        "[build-system]\nrequires = [%s]\nbuild-backend = \"backend\"\nbackend-path = [\".\"]\n"
            .formatted(requires);
    return archive(name + "-" + version, project, backend);
  }

  private static byte[] archive(String folder, String project, String backend) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      put(tar, folder + "/pyproject.toml", project);
      put(tar, folder + "/backend.py", backend);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, String content)
      throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
