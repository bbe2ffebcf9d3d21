package entrepot.it;

import entrepot.it.fixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Debian's packer, which builds an image of an instance of another image, over ssh. */
final class Packer {
  private Packer() {}

  /**
   * Builds one whose root has {@code packed} in /etc/packed; at most 20 minutes.
   *
   * @param folder for its files
   * @param account what clients of EC2 read from the environment
   * @param source the image that it begins with
   * @param name of the image that it makes
   */
  static Ran build(
      Path folder, String endpoint, Map<String, String> account, String source, String name)
      throws IOException {
    Path template = folder.resolve("packer.json");
    Files.writeString(
        template,
        """
        {"builders": [{
           "type": "amazon-ebs",
           "custom_endpoint_ec2": "%s",
           "region": "lab-1",
           "skip_region_validation": true,
           "skip_metadata_api_check": true,
           "source_ami": "%s",
           "instance_type": "m1.small",
           "ssh_username": "admin",
           "ssh_timeout": "15m",
           "ami_name": "%s",
           "run_tags": {"Name": "packer"},
           "tags": {"by": "packer"}
         }],
         "provisioners": [{
           "type": "shell",
           "inline": ["echo packed | sudo tee /etc/packed", "sync"]
         }]}
        """
            .formatted(endpoint, source, name));
    Map<String, String> environment = new HashMap<>(account);
    environment.put("HOME", folder.toString());
    environment.put("CHECKPOINT_DISABLE", "1");
    environment.put("AWS_POLL_DELAY_SECONDS", "1");
    environment.put("AWS_MAX_ATTEMPTS", "900");
    environment.put("PACKER_CACHE_DIR", folder.resolve("packer-cache").toString());

    return Ran.command(
        environment,
        List.of("timeout", "1200", "/usr/bin/packer", "build", "-color=false", template.toString()),
        Duration.ofMinutes(21));
  }
}
