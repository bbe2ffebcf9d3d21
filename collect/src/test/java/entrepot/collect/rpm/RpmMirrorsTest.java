package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.HostileIndex;
import entrepot.collect.LoopbackServer;
import entrepot.collect.Policy;
import entrepot.collect.SyncResult;
import entrepot.kit.http.MemorySink;
import entrepot.store.manifest.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RpmMirrorsTest extends RpmFixture {
  private static final String REPOMD = "repodata/repomd.xml";
  private static final String HELLO = TestingRpmRepository.fileName("hello");

  private byte[] older = new byte[0];

  /** Three mirrors: a is a day behind, b and c are current. */
  @BeforeEach
  void mirrors() {
    repository.add("hello", "hello, world");
    repository.publish();
    repository.mirrorTo("a");
    older = repository.repomd();
    repository.timestamp += 86_400;
    repository.add("news", "good news");
    repository.publish();
    repository.mirrorTo("b");
    repository.mirrorTo("c");
  }

  private void metalink(byte[] main, List<byte[]> alternates, String... mirrors) {
    origin = new RpmOrigin.Metalink(repository.metalink(main, alternates, mirrors));
  }

  @Test
  void theMirrorsOfAMetalinkAreAskedInOrderOfPreference() {
    metalink(repository.repomd(), List.of(), "a", "b", "c");

    sync();

    assertThat(repository.takeAsked())
        .startsWith("metalink", "c/" + REPOMD)
        .allMatch(path -> path.equals("metalink") || path.startsWith("c/"));
  }

  @Test
  void aMirrorThatIsBehindTheMetalinkIsPassedOver() {
    metalink(repository.repomd(), List.of(), "b", "a");

    sync();

    assertThat(bytes(entry(REPOMD))).isEqualTo(repository.repomd());
    assertThat(repository.takeAsked()).startsWith("metalink", "a/" + REPOMD, "b/" + REPOMD);
    assertThat(notes).anyMatch(note -> note.contains("passed over") && note.contains("/a/"));
  }

  @Test
  void theMainVersionIsPreferredToAnAlternate() {
    metalink(repository.repomd(), List.of(older), "b", "a");

    sync();

    assertThat(bytes(entry(REPOMD))).isEqualTo(repository.repomd());
  }

  @Test
  void anAlternateIsTakenWhereThereIsNothingNewer() {
    metalink(repository.repomd(), List.of("other".getBytes(UTF_8), older), "a");

    sync();

    assertThat(bytes(entry(REPOMD))).isEqualTo(older);
    metalink(repository.repomd(), List.of(older), "a");
    repository.takeAsked();
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(repository.takeAsked()).containsExactly("metalink", "a/" + REPOMD);
  }

  @Test
  void anAlternateThatIsOlderThanTheParentIsNot() {
    metalink(repository.repomd(), List.of(older), "b");
    sync();
    metalink("a third one".getBytes(UTF_8), List.of(older), "a");

    refused(RepositoryRefused.class, "older");
  }

  @Test
  void noMirrorWithWhatTheMetalinkNamesIsAFailure() {
    metalink("something else".getBytes(UTF_8), List.of(), "a", "b");

    refused(NoUsableMirror.class, "none of 2 mirrors", "neither the one that the metalink names");
  }

  @Test
  void nothingIsAskedWhenTheMetalinkNamesTheParents() {
    metalink(repository.repomd(), List.of(), "b");
    sync();
    repository.takeAsked();

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);

    assertThat(repository.takeAsked()).containsExactly("metalink");
  }

  @Test
  void deadMirrorsArePassedOver() {
    repository.mischief.put("c/" + REPOMD, exchange -> exchange.sendResponseHeaders(503, -1));
    repository.mischief.put("b/" + REPOMD, exchange -> exchange.close());
    repository.mirrorTo("d");
    metalink(repository.repomd(), List.of(), "d", "missing", "b", "c");

    sync();

    assertThat(repository.takeAsked()).contains("d/" + HELLO.replace(HELLO, REPOMD));
    assertThat(notes).hasSize(3);
  }

  @Test
  void aFileThatOneMirrorLacksComesFromTheNext() {
    policy = Policy.FULL;
    metalink(repository.repomd(), List.of(), "b", "c");
    repository.files.remove("c/" + HELLO);
    repository.files.keySet().removeIf(path -> path.matches("c/repodata/.*-primary.xml.gz"));

    sync();

    assertThat(entry(HELLO).state()).isEqualTo(State.PRESENT);
    assertThat(repository.takeAsked()).contains("c/" + HELLO, "b/" + HELLO);
  }

  @Test
  void aFileThatIsWrongAtOneMirrorComesFromTheNext() {
    policy = Policy.FULL;
    metalink(repository.repomd(), List.of(), "b", "c");
    repository.files.put("c/" + HELLO, "hello, w0rld".getBytes(UTF_8));

    sync();

    assertThat(bytes(entry(HELLO))).isEqualTo("hello, world".getBytes(UTF_8));
  }

  @Test
  void aMirrorThatDiesDuringTheRunIsAskedNoLonger() {
    policy = Policy.FULL;
    for (int i = 0; i < 60; i++) {
      repository.add("p" + i, "package " + i);
      repository.mischief.put(
          "c/" + TestingRpmRepository.fileName("p" + i),
          exchange -> exchange.sendResponseHeaders(503, -1));
    }
    repository.publish();
    repository.mirrorTo("b");
    repository.mirrorTo("c");
    metalink(repository.repomd(), List.of(), "b", "c");

    SyncResult result = sync();

    assertThat(((SyncResult.Collected) result).summary().missing()).isZero();
    assertThat(repository.takeAsked().stream().filter(p -> p.startsWith("c/Packages/p")).distinct())
        .as("those under way when it was given up")
        .hasSizeLessThan(30);
  }

  @Test
  void aMirrorlistIsAskedFromTheTop() {
    origin = new RpmOrigin.Mirrorlist(repository.mirrorlist("b", "c"));

    sync();

    assertThat(repository.takeAsked()).startsWith("mirrorlist", "b/" + REPOMD);
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(repository.takeAsked()).containsExactly("mirrorlist", "b/" + REPOMD);
  }

  @Test
  void aMirrorThatIsOlderThanTheParentIsPassedOver() {
    origin = new RpmOrigin.Mirrorlist(repository.mirrorlist("b"));
    sync();
    repository.mirrorlist("a", "c");

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(notes).anyMatch(note -> note.contains("older"));
  }

  @Test
  void validatorsOfOneMirrorAreNotShownToAnother() {
    origin = new RpmOrigin.Mirrorlist(repository.mirrorlist("b"));
    sync();
    repository.mirrorlist("c");
    repository.mischief.put(
        "c/" + REPOMD,
        exchange -> {
          assertThat(exchange.getRequestHeaders().containsKey("If-None-Match")).isFalse();
          LoopbackServer.answer(exchange, repository.repomd());
        });

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
  }

  @Test
  void aMirrorWithAWrongSignatureIsPassedOver() {
    repository.key = KEY;
    keyring = Optional.of(KEY.keyring(temporary));
    repository.publish();
    repository.mirrorTo("good");
    repository.mirrorTo("evil");
    repository.files.put("evil/" + REPOMD, older);
    origin = new RpmOrigin.Mirrorlist(repository.mirrorlist("evil", "good"));

    sync();

    assertThat(bytes(entry(REPOMD))).isEqualTo(repository.repomd());
    assertThat(notes).anyMatch(note -> note.contains("passed over") && note.contains("signature"));
  }

  @Test
  void lazyPackagesComeFromTheFirstMirrorThatHasThem() {
    metalink(repository.repomd(), List.of(), "b", "c");
    sync();
    repository.files.remove("c/" + HELLO);
    repository.takeAsked();
    MemorySink sink = new MemorySink();
    var fetch = source().lazyFetch(upstream);

    fetch.fetch(entry(HELLO), sink);
    fetch.fetch(entry(HELLO), new MemorySink());

    assertThat(sink.content()).isEqualTo("hello, world".getBytes(UTF_8));
    assertThat(repository.takeAsked())
        .containsExactly("metalink", "c/" + HELLO, "b/" + HELLO, "c/" + HELLO, "b/" + HELLO);
  }

  @Test
  void listsThatNameNobodyAreRefused() {
    repository.files.put("mirrorlist", "# nothing\nrsync://x/y\n<html>".getBytes(UTF_8));
    origin = new RpmOrigin.Mirrorlist(repository.base("mirrorlist"));
    refused(NoUsableMirror.class, "/mirrorlist");
    origin = new RpmOrigin.Metalink(repository.base("mirrorlist"));
    refused(HostileIndex.class, "/mirrorlist");
    repository.files.put(
        "metalink", "<!DOCTYPE x [<!ENTITY a 'b'>]><metalink><files/></metalink>".getBytes(UTF_8));
    origin = new RpmOrigin.Metalink(repository.base("metalink"));
    refused(HostileIndex.class, "DTD");
    repository.files.put("metalink", "<metalink><files/></metalink>".getBytes(UTF_8));
    refused(HostileIndex.class, "no checksum of repomd.xml");
  }
}
