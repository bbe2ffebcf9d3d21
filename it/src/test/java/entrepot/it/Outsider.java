package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An instance of another group that connects to a bystander's private address without end: to the
 * port that a rule opens to its group, which must succeed, and to one that no rule opens. It tells
 * its counts to whoever asks.
 *
 * @param address where it is asked
 */
record Outsider(String address) {
  /** Open to the outsider's group. */
  static final int OPEN = 82;

  /** Open to nobody, and listened at. */
  static final int SHUT = 83;

  /** Where the outsider tells its counts. */
  static final int COUNTS = 84;

  /**
   * What it has done.
   *
   * @param opened connections to the open port that echoed, and how many did not
   * @param shut connections to the shut port that did not open, and how many did
   */
  record Counts(int opened, int missed, int shut, int reached) {}

  /** What the instance does. */
  static String userData(String bystander) {
    return """
    # What is said comes back: that is a connection, a timeout or a reset is none.
    reaches() {
      [ "$(echo a | timeout 60 nc -w $2 %1$s $1)" = a ]
    }
    count() {
      port=$1 patience=$2 yes=0 no=0
      while :; do
        if reaches $port $patience; then yes=$((yes + 1)); else no=$((no + 1)); fi
        echo "$yes $no" >/run/count.$port.part
        mv /run/count.$port.part /run/count.$port
        sleep 1
      done
    }
    cat >/run/counts <<'END'
    #!/bin/sh
    cat /run/count.%2$d /run/count.%3$d
    END
    chmod +x /run/counts
    echo 0 0 >/run/count.%2$d
    echo 0 0 >/run/count.%3$d
    nc -ll -p %4$d -e /run/counts &
    count %2$d 30 &
    count %3$d 1 &
    """
        .formatted(bystander, OPEN, SHUT, COUNTS);
  }

  Counts counts() {
    try (Socket socket = new Socket(address, COUNTS)) {
      socket.setSoTimeout(60_000);
      List<Integer> numbers =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .flatMap(line -> List.of(line.split(" ")).stream())
              .map(Integer::valueOf)
              .toList();
      assertThat(numbers).hasSize(4);
      return new Counts(numbers.get(0), numbers.get(1), numbers.get(3), numbers.get(2));
    } catch (IOException e) {
      throw new UncheckedIOException("asking the outsider at " + address, e);
    }
  }
}
