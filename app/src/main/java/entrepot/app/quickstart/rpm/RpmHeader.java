package entrepot.app.quickstart.rpm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.packager.rpm.RpmTag;
import org.eclipse.packager.rpm.parse.InputHeader;

/** What repodata says of a package, from its header's tags. */
final class RpmHeader {
  private static final int DIRECTORY = 0040000;
  private static final int FILE_TYPE = 0170000;
  private static final int GHOST = 1 << 6;

  private final InputHeader<RpmTag> tags;

  RpmHeader(InputHeader<RpmTag> tags) {
    this.tags = tags;
  }

  /** The first byte of the header in the file. */
  long start() {
    return tags.getStart();
  }

  /** The first byte behind the header. */
  long end() {
    return tags.getStart() + tags.getLength();
  }

  /** A text, the first where there is one a language; empty when the tag is not there. */
  String text(RpmTag tag) {
    return texts(tag).stream().findFirst().orElse("");
  }

  /** A number; 0 when the tag is not there. */
  long number(RpmTag tag) {
    return numbers(tag).stream().findFirst().orElse(0L);
  }

  RpmEvr evr() {
    return new RpmEvr(
        Long.toString(number(RpmTag.EPOCH)),
        text(RpmTag.VERSION),
        Optional.of(text(RpmTag.RELEASE)));
  }

  /** Provides, requires and their kin: each kind has three tags of equal length. */
  Set<RpmDependency> dependencies(RpmTag name, RpmTag version, RpmTag flags) {
    List<String> names = texts(name);
    List<String> versions = texts(version);
    List<Long> marks = numbers(flags);
    Set<RpmDependency> found = new LinkedHashSet<>();
    for (int i = 0; i < names.size(); i++) {
      found.add(RpmDependency.of(names.get(i), versions.get(i), marks.get(i).intValue()));
    }
    return found;
  }

  List<RpmFile> files() {
    List<String> names = texts(RpmTag.BASENAMES);
    List<String> folders = texts(RpmTag.DIRNAMES);
    List<Long> folder = numbers(RpmTag.DIR_INDEXES);
    List<Long> modes = numbers(RpmTag.FILE_MODES);
    List<Long> flags = numbers(RpmTag.FILE_FLAGS);
    List<RpmFile> files = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean isFolder = (modes.get(i) & FILE_TYPE) == DIRECTORY;
      boolean ghost = (flags.get(i) & GHOST) != 0;
      files.add(
          new RpmFile(
              folders.get(folder.get(i).intValue()) + names.get(i),
              isFolder ? RpmFile.Kind.FOLDER : ghost ? RpmFile.Kind.GHOST : RpmFile.Kind.FILE));
    }
    return files;
  }

  private List<String> texts(RpmTag tag) {
    return values(tag).stream().map(String::valueOf).toList();
  }

  private List<Long> numbers(RpmTag tag) {
    return values(tag).stream().map(value -> ((Number) value).longValue()).toList();
  }

  private List<Object> values(RpmTag tag) {
    Object value = tags.getOptionalTag(tag).orElse(new Object[0]);
    return value instanceof Object[] several ? Arrays.asList(several) : List.of(value);
  }
}
