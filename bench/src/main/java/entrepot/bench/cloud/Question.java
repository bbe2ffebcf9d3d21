package entrepot.bench.cloud;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way to ask for instances.
 *
 * @param parameters of the first request; an answer's token goes with the next
 * @param instances how many all answers together must have
 * @param times how often it is asked in a block, so that the kernel's clock of 10 ms can tell
 * @param limit milliseconds, of the median answer as of its CPU
 */
record Question(
    String name, Map<String, String> parameters, int instances, int times, double limit) {
  private static final Pattern TOKEN = Pattern.compile("<nextToken>([^<]+)</nextToken>");

  /** Asks until there is no further page; answers what each took, in milliseconds. */
  List<Double> ask(SignedCaller caller) throws IOException, InterruptedException {
    List<Double> took = new ArrayList<>();
    int seen = 0;
    Map<String, String> next = new LinkedHashMap<>(parameters);
    while (true) {
      SignedCaller.Told told = caller.describe(next);
      took.add(told.milliseconds());
      seen += told.body().split("<instanceId>", -1).length - 1;
      Matcher token = TOKEN.matcher(told.body());
      if (!token.find()) {
        break;
      }
      next.put("NextToken", token.group(1));
    }
    if (seen != instances) {
      throw new IOException("%s told %d instances, not %d".formatted(name, seen, instances));
    }
    return took;
  }
}
