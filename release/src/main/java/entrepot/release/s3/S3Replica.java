package entrepot.release.s3;

import entrepot.kit.CrashPoint;
import entrepot.kit.Digest;
import entrepot.kit.Progress;
import entrepot.release.FolderLock;
import entrepot.release.Head;
import entrepot.release.Publication;
import entrepot.release.Replica;
import entrepot.release.Revocation;
import entrepot.release.sign.Envelope;
import entrepot.store.Store;
import entrepot.store.backend.Backend;
import entrepot.store.backend.BackendUnavailable;
import entrepot.store.backend.ObjectMissing;
import entrepot.store.manifest.Change;
import entrepot.store.manifest.Manifests;
import entrepot.store.s3.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A replica in a bucket, as plain objects that clients read; {@link Names} draws it. Complete: lazy
 * entries are fetched first. Keeps nothing on this machine but a lock.
 *
 * <p>INVARIANT: where the bucket has other objects than its head says, {@code intent.json} names
 * what else was meant to be there. So no publication needs a list of the bucket.
 */
public final class S3Replica implements Replica {
  private static final Logger log = LoggerFactory.getLogger(S3Replica.class);
  private static final long CACHE_BYTES = 16L << 20;

  private final String region;
  private final BucketObjects objects;
  private final Names names;
  private final Backend store;
  private final Backend nodes;
  private final Manifests manifests;
  private final Materializer materializer;
  private final Path folder;
  private final int parallel;

  private volatile @Nullable Thread holder;
  private volatile Optional<LastHead> lastHead = Optional.empty();
  private Optional<String> headTag = Optional.empty();
  private Intents intents = Intents.NONE;
  private @Nullable FutureTask<Optional<BucketObjects.Read>> ahead;

  /** The same envelope as long as the object is the same: it need not be verified again. */
  private record LastHead(BucketObjects.Read read, Envelope envelope) {
    static LastHead of(BucketObjects.Read read) {
      return new LastHead(read, Envelope.parse(read.content()));
    }
  }

  /**
   * A replica in a bucket that exists.
   *
   * @param client stays the caller's to close; has at least {@code parallel} connections
   * @param store the central store, of which the bucket is a copy
   * @param folder of this machine, for the lock that keeps two publishers apart
   * @param parallel requests at once
   */
  public S3Replica(
      String region,
      S3Client client,
      Bucket bucket,
      Store store,
      Materializer materializer,
      Path folder,
      int parallel) {
    this.region = region;
    this.objects = new BucketObjects(client, bucket);
    this.names = new Names(bucket);
    this.store = store.backend();
    this.nodes = new BucketNodes(this.store, objects, names);
    this.manifests = new Manifests(nodes, CACHE_BYTES);
    this.materializer = materializer;
    this.folder = folder;
    this.parallel = parallel;
  }

  @Override
  public String region() {
    return region;
  }

  @Override
  public Hold hold() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BackendUnavailable("making " + folder, e);
    }
    Hold lock = FolderLock.take(folder.resolve("release.lock"));
    holder = Thread.currentThread();
    ahead = reading();
    return () -> {
      holder = null;
      ahead = null;
      lock.close();
    };
  }

  @Override
  public Optional<Envelope> head() {
    Optional<LastHead> before = lastHead;
    Optional<LastHead> now =
        objects
            .read(names.head(), Envelope.MAX_BYTES + 1, before.map(LastHead::read))
            .map(read ->
                before.filter(last -> last.read.equals(read)).orElseGet(() -> LastHead.of(read)));
    lastHead = now;
    if (Thread.currentThread().equals(holder)) {
      headTag = now.map(last -> last.read.etag());
    }
    return now.map(LastHead::envelope);
  }

  @Override
  public Optional<Envelope> head(long generation) {
    return objects
        .read(names.head(generation), Envelope.MAX_BYTES + 1)
        .map(BucketObjects.Read::content)
        .map(Envelope::parse);
  }

  @Override
  public Backend backend() {
    return nodes;
  }

  @Override
  public Manifests manifests() {
    return manifests;
  }

  @Override
  public void resume(Head head) {
    FutureTask<Optional<BucketObjects.Read>> read = ahead == null ? reading() : ahead;
    ahead = null;
    intents =
        done(read)
            .map(found -> IntentJson.parse(names.intent(), found.content()))
            .orElse(Intents.NONE);
    for (Intent each : intents.publications()) {
      if (each.published(head.tree(each.tree()))) {
        finish(each.publication(head.revocations()), head);
      }
    }
    intents.revisions().forEach(about -> revised(about, head));
  }

  /**
   * Begins to read the intent: beside the head, whose answer takes as long. Mostly there is none;
   * that is asked by a HEAD, because Ceph sends the body of an error late.
   */
  private FutureTask<Optional<BucketObjects.Read>> reading() {
    FutureTask<Optional<BucketObjects.Read>> read =
        new FutureTask<>(() ->
            objects.find(names.intent()).isPresent()
                ? objects.read(names.intent(), IntentJson.MAX_BYTES + 1)
                : Optional.empty());
    Thread.ofVirtual().name("intent").start(read);
    return read;
  }

  private static <T> T done(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading an intent", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  @Override
  public boolean settled(String tree) {
    return intents.of(tree).isEmpty();
  }

  @Override
  public List<String> publish(Store from, Publication publication, Progress progress) {
    CrashPoint.S3_BEFORE_INTENT.reached();
    Intent intent = Intent.of(publication, intents.of(publication.tree()));
    save(intents.with(intent));
    CrashPoint.S3_AFTER_INTENT.reached();
    try (Requests requests = new Requests(parallel)) {
      return new Publishing(
              manifests,
              names,
              publication,
              intent.halfDone(),
              placing(publication.tree(), publication.revoked(), progress),
              requests,
              progress)
          .run(phase -> save(intents.with(intent.in(phase))))
          .remarks();
    }
  }

  private Placing placing(String tree, List<Revocation> revoked, Progress progress) {
    return new Placing(objects, store, materializer, new Revoked(revoked), tree, progress);
  }

  @Override
  public List<Digest> seen(String tree) {
    return intents.of(tree).map(Intent::abandoned).orElse(List.of()).stream()
        .filter(each -> each.phase().seen())
        .map(Intent.Abandoned::snapshot)
        .toList();
  }

  @Override
  public void keep(Publication publication, Optional<Digest> carry) {
    String tree = publication.tree();
    View view =
        new View(
            manifests,
            tree,
            publication.snapshot(),
            carry,
            new Revoked(publication.revoked()),
            publication.now());
    Placing placing = placing(tree, publication.revoked(), Progress.SILENT);
    try (Requests requests = new Requests(parallel)) {
      for (Digest other : intents.of(tree).map(Intent::halfDone).orElse(List.of())) {
        manifests.diff(
            other,
            publication.snapshot(),
            change -> {
              if (change instanceof Change.Removed removed) {
                view.carried(removed.path())
                    .ifPresent(entry ->
                        requests.begin(
                            () -> placing.place(names.file(tree, entry.path()), entry, true)));
              }
            });
      }
      requests.await();
    }
  }

  @Override
  public void issue(long generation, Envelope head) {
    byte[] content = head.toJson();
    CrashPoint.RELEASE_BEFORE_HISTORY.reached();
    objects.put(names.head(generation), content);
    CrashPoint.RELEASE_AFTER_HISTORY.reached();
    CrashPoint.RELEASE_BEFORE_HEAD.reached();
    String tag = objects.putIf(names.head(), content, headTag).orElseGet(() -> own(content));
    headTag = Optional.of(tag);
    lastHead = Optional.of(new LastHead(new BucketObjects.Read(content, tag), head));
    CrashPoint.RELEASE_AFTER_HEAD.reached();
  }

  /** A PUT whose answer was lost is sent again, and finds itself there. */
  private String own(byte[] content) {
    return objects
        .read(names.head(), Envelope.MAX_BYTES + 1)
        .filter(read -> java.util.Arrays.equals(read.content(), content))
        .map(BucketObjects.Read::etag)
        .orElseThrow(() -> new HeadMoved(region));
  }

  @Override
  public void finish(Publication publication, Head issued) {
    String tree = publication.tree();
    List<Digest> halfDone = intents.of(tree).map(Intent::halfDone).orElse(List.of());
    CrashPoint.S3_BEFORE_REMOVAL.reached();
    try {
      removing(tree, issued, publication.now()).after(publication.served(), halfDone);
    } catch (ObjectMissing e) {
      log.warn(
          "region {}: what {} had before is not known any more, so some of it may stay: {}."
              + " 'entrepot audit --repair' finds it",
          region,
          tree,
          e.getMessage());
    }
    CrashPoint.S3_AFTER_REMOVAL.reached();
    save(intents.without(tree));
    CrashPoint.S3_AFTER_INTENT_ENDS.reached();
  }

  private Removing removing(String tree, Head head, Instant now) {
    return new Removing(objects, names, view(tree, head, now));
  }

  private View view(String tree, Head head, Instant now) {
    Revoked revoked = new Revoked(head.revocations());
    return head.tree(tree)
        .map(served -> View.of(manifests, tree, served, revoked, now))
        .orElseGet(
            () -> new View(manifests, tree, manifests.empty(), Optional.empty(), revoked, now));
  }

  @Override
  public void withdrawing(Publication last) {
    save(intents.with(Intent.of(last, intents.of(last.tree()))));
  }

  @Override
  public void revising(Revocation about) {
    save(intents.with(about));
  }

  @Override
  public void revised(Revocation about, Head issued) {
    for (String tree : issued.trees().keySet()) {
      new Revising(
              view(tree, issued, issued.issued()),
              names,
              placing(tree, issued.revocations(), Progress.SILENT),
              removing(tree, issued, issued.issued()))
          .about(about);
    }
    save(intents.without(about));
  }

  @Override
  public Swept expire(Head head, Instant now) {
    long gone = 0;
    for (String tree : head.trees().keySet()) {
      Removing removing = removing(tree, head, now);
      removing.expired();
      gone += removing.flush();
    }
    long unused = new NodeSweep(objects, names, manifests).run(head);
    return new Swept(unused, gone, 0);
  }

  /** Compares what the bucket has with what its head says; puts it right if asked. Held. */
  public Drift audit(Head head, Optional<String> only, boolean repair, Instant now) {
    resume(head);
    Drift drift = new Drift();
    for (String tree : head.trees().keySet()) {
      if (only.isEmpty() || only.get().equals(tree)) {
        new Audit(objects, names, view(tree, head, now), parallel, drift)
            .run(
                repair
                    ? Optional.of(placing(tree, head.revocations(), Progress.SILENT))
                    : Optional.empty());
        if (repair) {
          save(intents.without(tree));
        }
      }
    }
    return drift;
  }

  private void save(Intents next) {
    if (!next.equals(intents)) {
      if (next.isEmpty()) {
        objects.delete(List.of(names.intent()));
      } else {
        objects.put(names.intent(), IntentJson.bytes(next));
      }
      intents = next;
    }
  }
}
