package entrepot.app.control;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import entrepot.app.config.Configuration;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The server's logs: its own on standard error, the access log of each region in {@code
 * log/access-REGION.log} of the state folder, a new file each day or 100 MB, 2 GB kept at most.
 */
final class Logs {
  private static final String ACCESS = "entrepot.access.";

  private Logs() {}

  /** How much this process tells. */
  static void level(Configuration configuration) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger("entrepot").setLevel(Level.valueOf(configuration.log().level().name()));
  }

  static void begin(Configuration configuration, Path folder) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    level(configuration);
    if (configuration.log().access()) {
      for (String region : configuration.regions().keySet()) {
        access(context, region, folder);
      }
    }
  }

  /** The access log of one region alone, in that folder. */
  static void beginAccess(String region, Path folder) {
    access((LoggerContext) LoggerFactory.getILoggerFactory(), region, folder);
  }

  /** Lets go of it. */
  static void endAccess(String region) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(ACCESS + region).detachAndStopAllAppenders();
  }

  private static void access(LoggerContext context, String region, Path folder) {
    Logger logger = context.getLogger(ACCESS + region);
    logger.detachAndStopAllAppenders();
    logger.setAdditive(false);
    logger.setLevel(Level.INFO);
    PatternLayoutEncoder line = new PatternLayoutEncoder();
    line.setContext(context);
    line.setPattern("%msg%n");
    line.start();
    String name = folder.resolve("access-" + region).toString();
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setName("access-" + region);
    file.setFile(name + ".log");
    file.setEncoder(line);
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(file);
    rolling.setFileNamePattern(name + "-%d{yyyy-MM-dd}.%i.log.gz");
    rolling.setMaxFileSize(FileSize.valueOf("100MB"));
    rolling.setMaxHistory(30);
    rolling.setTotalSizeCap(FileSize.valueOf("2GB"));
    rolling.start();
    file.setRollingPolicy(rolling);
    file.start();
    logger.addAppender(file);
  }

  /** Lets go of the files. */
  static void end(Configuration configuration) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    for (String region : configuration.regions().keySet()) {
      context.getLogger(ACCESS + region).detachAndStopAllAppenders();
    }
  }
}
