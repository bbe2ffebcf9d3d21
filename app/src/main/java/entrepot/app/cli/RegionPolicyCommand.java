package entrepot.app.cli;

import entrepot.app.command.ExitCode;
import entrepot.app.config.BucketAccess;
import entrepot.app.config.BucketConfiguration;
import entrepot.app.config.BucketCredentials;
import entrepot.app.config.Configuration;
import entrepot.app.config.RegionConfiguration;
import entrepot.app.region.policy.BucketRules;
import entrepot.app.region.policy.PolicyReport;
import entrepot.app.region.policy.RegionPolicy;
import entrepot.store.s3.S3Clients;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code entrepot region policy}: who may read and write a region's bucket. */
@CommandLine.Command(
    name = "policy",
    description = "Print, install or check who may read and write a region's bucket.",
    subcommands = {
      RegionPolicyCommand.Print.class,
      RegionPolicyCommand.Apply.class,
      RegionPolicyCommand.Audit.class
    })
final class RegionPolicyCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "Say which: print, apply or audit.");
  }

  /** What the three have in common. */
  abstract static class OfRegion implements Callable<Integer> {
    @Parameters(paramLabel = "REGION", description = "As the configuration names it.")
    private String name = "";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      CommandSpec known = Objects.requireNonNull(spec);
      CommonOptions common = CommonOptions.of(known);
      PrintWriter out = known.commandLine().getOut();
      Configuration configuration = common.load();
      RegionConfiguration region = RegionCommand.region(configuration, name);
      int exit = run(configuration, region, BucketRules.of(region), common.json(), out);
      out.flush();
      return exit;
    }

    abstract int run(
        Configuration configuration,
        RegionConfiguration region,
        BucketRules rules,
        boolean json,
        PrintWriter out);
  }

  /** {@code entrepot region policy print}. */
  @CommandLine.Command(
      name = "print",
      description = "Print the documents. Needs no key, and asks nobody.",
      footer = {
        "",
        "The publisher's policy is for whoever keeps the keys: attach it to the user or role whose",
        "key the region has. The others are installed by 'apply', or as they are by aws s3api."
      })
  static final class Print extends OfRegion {
    @Option(
        names = "--document",
        paramLabel = "readers|publisher|lifecycle|block",
        description = "Only this one, without a word beside it.")
    private @Nullable Document document;

    /** Those that there are. */
    enum Document {
      READERS,
      PUBLISHER,
      LIFECYCLE,
      BLOCK
    }

    @Override
    int run(
        Configuration configuration,
        RegionConfiguration region,
        BucketRules rules,
        boolean json,
        PrintWriter out) {
      if (document != null) {
        RegionCommand.json(of(document, rules), out);
      } else if (json) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("region", rules.region());
        all.put("bucket", rules.bucket().toString());
        all.put("readers", of(Document.READERS, rules));
        all.put("publisher", of(Document.PUBLISHER, rules));
        all.put("lifecycle", of(Document.LIFECYCLE, rules));
        all.put("block", of(Document.BLOCK, rules));
        all.put("notes", rules.notes());
        RegionCommand.json(all, out);
      } else {
        print("who may read (policy of the bucket)", of(Document.READERS, rules), out);
        print("who publishes (policy of its key)", of(Document.PUBLISHER, rules), out);
        print("uploads that nobody ended (lifecycle)", of(Document.LIFECYCLE, rules), out);
        print("public-access block", of(Document.BLOCK, rules), out);
        rules.notes().forEach(note -> out.printf("# %s%n", note));
      }
      return ExitCode.OK;
    }

    private static void print(String heading, Object what, PrintWriter out) {
      out.printf("# %s%n", heading);
      RegionCommand.json(what, out);
    }

    private static Object of(Document which, BucketRules rules) {
      return switch (which) {
        case READERS -> rules.policy();
        case PUBLISHER -> rules.publisher();
        case LIFECYCLE -> rules.lifecycle();
        case BLOCK -> rules.block();
      };
    }
  }

  /** What those two have in common that ask the provider. */
  abstract static class AtProvider extends OfRegion {
    @Option(
        names = "--profile",
        paramLabel = "NAME",
        description = "Use this profile of the AWS configuration files: the bucket owner's.")
    private @Nullable String profile;

    @Option(
        names = "--chain",
        description =
            "Use the key that the AWS SDK finds by itself. Default: the region's own, which ought"
                + " not to be allowed this.")
    private boolean chain;

    @Override
    int run(
        Configuration configuration,
        RegionConfiguration region,
        BucketRules rules,
        boolean json,
        PrintWriter out) {
      BucketConfiguration bucket = region.bucket().orElseThrow();
      var key = new BucketAccess().of(credentials(bucket));
      try (S3Client client = S3Clients.open(rules.bucket(), key);
          S3Client nobody = S3Clients.open(rules.bucket(), AnonymousCredentialsProvider.create())) {
        var sids = RegionPolicy.sids(configuration.regions().keySet());
        PolicyReport report = ask(new RegionPolicy(rules, client, nobody, sids));
        if (json) {
          RegionCommand.json(report, out);
        } else {
          show(report, out);
        }
        return report.right() ? ExitCode.OK : ExitCode.DIFFERS;
      }
    }

    abstract PolicyReport ask(RegionPolicy policy);

    private BucketCredentials credentials(BucketConfiguration bucket) {
      if (profile != null) {
        return new BucketCredentials.Profile(profile);
      }
      return chain ? new BucketCredentials.Usual() : bucket.credentials();
    }

    private static void show(PolicyReport report, PrintWriter out) {
      out.printf("region %s, %s%n", report.region(), report.bucket());
      for (PolicyReport.Part part : report.parts()) {
        out.printf("  %s: %s%n", part.name(), word(part.outcome()));
        part.differences().forEach(each -> out.printf("    %s%n", each));
      }
      report.notes().forEach(note -> out.printf("  note: %s%n", note));
    }

    private static String word(PolicyReport.Outcome outcome) {
      return switch (outcome) {
        case RIGHT -> "as it should be";
        case DIFFERS -> "differs";
        case INSTALLED -> "installed; before that";
        case UNSUPPORTED -> "not to be had here";
      };
    }
  }

  /** {@code entrepot region policy apply}. */
  @CommandLine.Command(
      name = "apply",
      description = "Install what differs, and say what that was.",
      footer = {
        "",
        "Statements and rules of others in the same bucket stay. Needs the bucket owner's key."
      })
  static final class Apply extends AtProvider {
    @Override
    PolicyReport ask(RegionPolicy policy) {
      return policy.apply();
    }
  }

  /** {@code entrepot region policy audit}. */
  @CommandLine.Command(
      name = "audit",
      description = "Compare the bucket with what it should have; exit code 8 if that differs.")
  static final class Audit extends AtProvider {
    @Override
    PolicyReport ask(RegionPolicy policy) {
      return policy.audit();
    }
  }
}
