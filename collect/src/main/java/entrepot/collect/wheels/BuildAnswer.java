package entrepot.collect.wheels;

import entrepot.collect.wheels.sandbox.Ended;
import entrepot.collect.wheels.sandbox.Limit;
import entrepot.collect.wheels.sandbox.SandboxLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What build.py says of a build: one line of JSON, then the wheel. The build itself can say it too,
 * so nothing of it is believed but that it failed.
 */
record BuildAnswer(SandboxLimits limits, Ended ended, Path log) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 4096;

  /** The wheel's file name; its bytes follow. Throws {@link WheelNotBuilt}. */
  String wheel(InputStream output) throws IOException {
    ended.limit().ifPresent(this::exceeded);
    JsonNode said = said(output);
    if (said.has("limit")) {
      String word = said.path("limit").asString("");
      exceeded(
          Arrays.stream(Limit.values())
              .filter(limit -> limit.word().equals(word))
              .findFirst()
              .orElse(Limit.DISK));
    }
    if (said.has("failed")) {
      String words = said.path("failed").asString("");
      throw new WheelNotBuilt(words + ": " + LogEnd.of(log), Optional.empty());
    }
    if (ended.exit() != 0 || !said.has("wheel")) {
      throw new WheelNotBuilt(
          "it ended with %d and gave no wheel: %s".formatted(ended.exit(), LogEnd.of(log)),
          Optional.empty());
    }
    return said.path("wheel").asString("");
  }

  private void exceeded(Limit limit) {
    throw new WheelNotBuilt(
        "it ran into its limit of %s: %s".formatted(limit.word(), limits.of(limit)),
        Optional.of(limit));
  }

  private static JsonNode said(InputStream output) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = output.read(); b >= 0 && b != '\n' && line.size() < LONGEST; b = output.read()) {
      line.write(b);
    }
    try {
      return JSON.readTree(line.toString(StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }
}
