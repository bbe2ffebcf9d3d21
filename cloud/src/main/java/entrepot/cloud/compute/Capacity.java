package entrepot.cloud.compute;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.place.InstanceTypes;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The memory that guests of all regions share, and how many instances an account may have. */
public final class Capacity {
  private final int memoryMiB;
  private final int instances;
  private final InstanceTypes types;
  private final List<Book> books = new CopyOnWriteArrayList<>();
  private final ReentrantLock one = new ReentrantLock();

  /**
   * So much for all.
   *
   * @param instances of an account in a region, terminated ones not counted
   */
  public Capacity(int memoryMiB, int instances, InstanceTypes types) {
    this.memoryMiB = memoryMiB;
    this.instances = instances;
    this.types = types;
  }

  /** Counts a region's instances from now on. */
  public void count(Book book) {
    books.add(book);
  }

  /** Does what takes memory while nobody else does. */
  public <R> R alone(Supplier<R> work) {
    one.lock();
    try {
      return work.get();
    } finally {
      one.unlock();
    }
  }

  /** Throws InsufficientInstanceCapacity where so much is not free. */
  public void mustHave(int wantedMiB) {
    if (wantedMiB > freeMiB()) {
      throw insufficient();
    }
  }

  /**
   * How many of {@code most} instances fit; throws InsufficientInstanceCapacity where {@code least}
   * do not.
   */
  public int fitting(int least, int most, int eachMiB) {
    int fit = Math.min(most, Math.max(0, freeMiB()) / eachMiB);
    if (fit < least) {
      throw insufficient();
    }
    return fit;
  }

  /** Throws InstanceLimitExceeded where the account may not have so many more. */
  public void withinLimit(Book book, String account, int more) {
    long has =
        book.all(Kind.INSTANCE).stream()
            .filter(row -> row.account().equals(account) && States.lives(row))
            .count();
    if (has + more > instances) {
      throw Ec2Failure.of(
          "InstanceLimitExceeded",
          "You have requested more instances (%d) than your current instance limit of %d allows."
              .formatted(has + more, instances));
    }
  }

  /** What all machines have that run or are about to. */
  public int usedMiB() {
    return books.stream()
        .flatMap(book -> book.all(Kind.INSTANCE).stream())
        .filter(States::usesMemory)
        .mapToInt(row -> types.asked(row.value().instanceTypeAsString()).guest().memoryMiB())
        .sum();
  }

  /** How many instances an account may have in a region. */
  public int instances() {
    return instances;
  }

  /** What all machines may have. */
  public int memoryMiB() {
    return memoryMiB;
  }

  private int freeMiB() {
    return memoryMiB - usedMiB();
  }

  private static Ec2Failure insufficient() {
    return Ec2Failure.of(
        "InsufficientInstanceCapacity",
        500,
        "There is no sufficient capacity for the instances that you asked for. Our system will not provision more until some are stopped or terminated.");
  }
}
