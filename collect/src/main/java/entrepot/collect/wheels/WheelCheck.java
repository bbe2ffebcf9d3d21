package entrepot.collect.wheels;

import entrepot.collect.python.DistributionName;
import entrepot.collect.python.ProjectName;
import entrepot.collect.python.PythonVersion;
import entrepot.collect.python.WheelTag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a wheel against its name (PEP 427, 425), its RECORD, its constraint and its platform. */
final class WheelCheck {
  private static final Set<String> UNRECORDED = Set.of("RECORD", "RECORD.jws", "RECORD.p7s");

  private final WheelTask task;
  private final Set<String> accepted;

  /** For wheels of that task, which the builder itself must be able to install. */
  WheelCheck(WheelTask task, Builder builder) {
    this.task = task;
    this.accepted = new HashSet<>(builder.tags());
  }

  /**
   * What is in the wheel; throws {@link WheelRefused}.
   *
   * @param scratch a file to unpack to
   */
  WheelFacts check(String filename, Path wheel, Path scratch) throws IOException {
    List<WheelTag> tags = checkName(filename);
    try (WheelArchive archive = new WheelArchive(wheel, scratch)) {
      String info = infoFolder(archive);
      byte[] metadata = archive.text(info + "METADATA");
      Map<String, String> said = headers(metadata);
      checkMetadata(said);
      checkTags(tags, archive.text(info + "WHEEL"));
      checkRecord(archive, info);
      return facts(metadata, said, tags, archive);
    } catch (IOException e) {
      throw new WheelRefused(filename + " cannot be read as a zip file: " + e.getMessage());
    }
  }

  private List<WheelTag> checkName(String filename) {
    DistributionName name = DistributionName.parse(filename, task.project());
    boolean right =
        name.kind() == DistributionName.Kind.WHEEL
            && name.project().equals(Optional.of(task.project()))
            && name.version().equals(Optional.of(task.version()));
    if (!right) {
      throw new WheelRefused("the build made %s".formatted(filename));
    }
    if (name.tags().stream().noneMatch(tag -> accepted.contains(tag.toString()))) {
      throw new WheelRefused("the platform itself cannot install %s".formatted(filename));
    }
    return name.tags();
  }

  private String infoFolder(WheelArchive archive) {
    List<String> folders =
        archive.members().keySet().stream()
            .map(member -> member.substring(0, member.indexOf('/') + 1))
            .filter(folder -> folder.endsWith(".dist-info/"))
            .distinct()
            .toList();
    if (folders.size() != 1) {
      throw new WheelRefused("it has %d .dist-info folders".formatted(folders.size()));
    }
    return folders.getFirst();
  }

  private void checkMetadata(Map<String, String> said) {
    String name = said.getOrDefault("name", "");
    String version = said.getOrDefault("version", "");
    boolean right =
        ProjectName.parse(name).equals(Optional.of(task.project()))
            && PythonVersion.parse(version).equals(Optional.of(task.version()));
    if (!right) {
      throw new WheelRefused("its METADATA says %s %s".formatted(name, version));
    }
  }

  /** The header lines of METADATA, the first of each name. */
  private static Map<String, String> headers(byte[] metadata) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : new String(metadata, StandardCharsets.UTF_8).lines().toList()) {
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        headers.putIfAbsent(name, line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private static void checkTags(List<WheelTag> named, byte[] wheel) {
    Set<String> inside =
        new String(wheel, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("Tag:"))
            .map(line -> line.substring(4).strip())
            .collect(Collectors.toSet());
    Set<String> outside = named.stream().map(WheelTag::toString).collect(Collectors.toSet());
    if (!inside.equals(outside)) {
      throw new WheelRefused(
          "its name says %s, and its WHEEL file %s"
              .formatted(new TreeSet<>(outside), new TreeSet<>(inside)));
    }
  }

  private static void checkRecord(WheelArchive archive, String info) {
    Set<String> recorded = new HashSet<>();
    String record = new String(archive.text(info + "RECORD"), StandardCharsets.UTF_8);
    for (String line : record.lines().filter(l -> !l.isBlank()).toList()) {
      List<String> fields = RecordLine.fields(line);
      String path = fields.getFirst();
      recorded.add(path);
      if (UNRECORDED.contains(path.substring(path.lastIndexOf('/') + 1)) && path.startsWith(info)) {
        continue;
      }
      WheelArchive.Member member = archive.members().get(path);
      if (member == null) {
        throw new WheelRefused("its RECORD names %s, which is not there".formatted(path));
      }
      String sum =
          "sha256="
              + Base64.getUrlEncoder().withoutPadding().encodeToString(member.sha256().bytes());
      if (fields.size() != 3
          || !fields.get(1).equals(sum)
          || !fields.get(2).equals(Long.toString(member.size()))) {
        throw new WheelRefused("its RECORD does not tell the truth of %s".formatted(path));
      }
    }
    for (String member : archive.members().keySet()) {
      boolean signature = member.equals(info + "RECORD.jws") || member.equals(info + "RECORD.p7s");
      if (!recorded.contains(member) && !signature) {
        throw new WheelRefused("its RECORD lacks %s".formatted(member));
      }
    }
  }

  private static WheelFacts facts(
      byte[] metadata, Map<String, String> said, List<WheelTag> tags, WheelArchive archive) {
    NativeCode code = NativeCode.of(archive);
    code.check(tags);
    return new WheelFacts(
        metadata,
        Optional.ofNullable(said.get("requires-python")),
        code.policy(),
        code.libraries());
  }
}
