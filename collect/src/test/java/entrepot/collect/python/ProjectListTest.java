package entrepot.collect.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of projects is a stream in both directions. */
final class ProjectListTest {
  private static ProjectListReader open(byte[] list, IndexFormat format) {
    return ProjectList.read(
        new ByteArrayInputStream(list), format, "http://index.test/simple/", ListLimits.DEFAULT);
  }

  private static ProjectListReader json(String list) {
    return open(list.getBytes(StandardCharsets.UTF_8), IndexFormat.JSON);
  }

  private static List<String> all(ProjectListReader reader) throws IOException {
    List<String> found = new ArrayList<>();
    for (Optional<ListedProject> next = reader.next(); next.isPresent(); next = reader.next()) {
      found.add(
          next.get().name()
              + "@"
              + (next.get().serial().isPresent() ? next.get().serial().getAsLong() : "?"));
    }
    return found;
  }

  @Test
  void pypisListsAreRead() throws IOException {
    try (ProjectListReader json = open(Pages.recorded("simple.json"), IndexFormat.JSON);
        ProjectListReader html = open(Pages.recorded("simple.html"), IndexFormat.HTML)) {
      assertThat(all(json))
          .containsExactly(
              "0@3075854", "0-0@1448421", "sampleproject@26056293", "zope-interface@25830213");
      assertThat(json.serial()).hasValue(26_100_000);
      assertThat(all(html)).containsExactly("0@?", "0-0@?", "sampleproject@?", "zope-interface@?");
      assertThat(html.serial()).hasValue(26_100_000);
      assertThat(html.refused() + json.refused()).isZero();
    }
  }

  @Test
  void aListIsReadAsItWasWritten() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ByteArrayOutputStream html = new ByteArrayOutputStream();
    try (ProjectListWriter one = ProjectList.json(json, OptionalLong.of(9));
        ProjectListWriter two = ProjectList.html(html)) {
      for (String name : List.of("a", "a-b", "b")) {
        ListedProject project =
            new ListedProject(
                ProjectName.of(name), name.equals("b") ? OptionalLong.empty() : OptionalLong.of(5));
        one.add(project);
        two.add(project);
      }
    }

    try (ProjectListReader read = open(json.toByteArray(), IndexFormat.JSON)) {
      assertThat(all(read)).containsExactly("a@5", "a-b@5", "b@?");
      assertThat(read.serial()).hasValue(9);
    }
    try (ProjectListReader read = open(html.toByteArray(), IndexFormat.HTML)) {
      assertThat(all(read)).containsExactly("a@?", "a-b@?", "b@?");
    }
    assertThat(json.toString(StandardCharsets.UTF_8))
        .contains("\n{\"_last-serial\":5,\"name\":\"a\"},\n");
  }

  @Test
  void anEmptyListIsAList() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    ByteArrayOutputStream html = new ByteArrayOutputStream();
    ProjectList.json(json, OptionalLong.empty()).close();
    ProjectList.html(html).close();

    try (ProjectListReader one = open(json.toByteArray(), IndexFormat.JSON);
        ProjectListReader two = open(html.toByteArray(), IndexFormat.HTML)) {
      assertThat(all(one)).isEmpty();
      assertThat(all(two)).isEmpty();
      assertThat(one.serial()).isEmpty();
    }
  }

  @Test
  void aListIsWrittenInTheOrderOfNames() throws IOException {
    try (ProjectListWriter writer = ProjectList.html(OutputStream.nullOutputStream())) {
      writer.add(new ListedProject(ProjectName.of("b"), OptionalLong.empty()));

      assertThatThrownBy(
              () -> writer.add(new ListedProject(ProjectName.of("b"), OptionalLong.empty())))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aBadProjectCostsOnlyItself() throws IOException {
    try (ProjectListReader reader =
        json(
            """
            {"projects":[{"name":"ok"},{"name":"../x"},{"name":17},{"name":"a","_last-serial":"7"},
            {"name":"b","_last-serial":-1},{"name":"c","_last-serial":1.5},{"name":"d","name":"e"},17,
            {"name":"f","_last-serial":99999999999999999999999},{"_last-serial":3},
            {"name":"g","_last-serial":null,"x":[1,{"y":2}]}],"meta":{"_last-serial":3}}
            """)) {
      assertThat(all(reader)).containsExactly("ok@?", "g@?");
      assertThat(reader.refused()).isEqualTo(9);
      assertThat(reader.refusedSamples()).hasSize(9).first().asString().contains("'../x'");
      assertThat(reader.serial()).hasValue(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"projects\":{}}",
        "{\"projects\":[",
        "{\"projects\":[]",
        "{\"projects\":[]}x",
        "{\"projects\":[],\"projects\":[]}",
        "{\"meta\":{},\"meta\":{},\"projects\":[]}",
        "{\"meta\":{\"api-version\":\"2.0\"},\"projects\":[]}",
        "{\"meta\":{\"_last-serial\":\"7\"},\"projects\":[]}",
        "{\"name\":\"foo\",\"files\":[]}"
      })
  void aListThatIsNoneIsRefused(String list) throws IOException {
    try (ProjectListReader reader = json(list)) {
      assertThatThrownBy(() -> all(reader)).isInstanceOf(PageRefused.class);
    }
  }

  @Test
  void linksThatLeadElsewhereAreNoProjects() throws IOException {
    String list =
        "<a href='/simple/ok/'>OK</a><a href='../'>up</a><a href='/simple/evil/'>good</a>"
            + "<a href='javascript:x'>x</a><a href='a_b'>a.b</a>";
    try (ProjectListReader reader = open(list.getBytes(StandardCharsets.UTF_8), IndexFormat.HTML)) {
      assertThat(all(reader)).containsExactly("ok@?", "a-b@?");
      assertThat(reader.refused()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource(IndexFormat.class)
  void aMillionProjectsNeedNoMemory(IndexFormat format, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("list");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        ProjectListWriter writer =
            format == IndexFormat.JSON
                ? ProjectList.json(out, OptionalLong.of(1))
                : ProjectList.html(out)) {
      for (int i = 0; i < 1_000_000; i++) {
        writer.add(
            new ListedProject(ProjectName.of("project-%07d".formatted(i)), OptionalLong.of(i)));
      }
    }
    long before = used();
    long most = 0;
    long count = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        ProjectListReader reader = ProjectList.read(in, format, "list", ListLimits.DEFAULT)) {
      while (reader.next().isPresent()) {
        if (++count % 250_000 == 0) {
          most = Math.max(most, used());
        }
      }
      assertThat(reader.refused()).isZero();
    }

    assertThat(count).isEqualTo(1_000_000);
    assertThat(most - before).as("bytes held").isLessThan(32L << 20);
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void aListIsNotReadBeyondItsLimits() throws IOException {
    String list = "{\"projects\":[" + "{\"name\":\"a\"},".repeat(100);
    try (ProjectListReader reader =
        ProjectList.read(
            new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
            IndexFormat.JSON,
            "list",
            new ListLimits(10_000, 50))) {
      assertThatThrownBy(() -> all(reader)).hasMessageContaining("more than 50 projects");
    }
    try (ProjectListReader reader =
        ProjectList.read(
            new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
            IndexFormat.JSON,
            "list",
            new ListLimits(500, 5_000))) {
      assertThatThrownBy(() -> all(reader)).hasMessageContaining("more than 500 characters");
    }
  }
}
