package entrepot.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** The files that distributions ship, as their packages have them. */
final class Stock {
  static final String FEDORA =
      """
      [fedora]
      name=Fedora $releasever - $basearch
      #baseurl=http://download.example/pub/fedora/linux/releases/$releasever/Everything/$basearch/os/
      metalink=https://mirrors.fedoraproject.org/metalink?repo=fedora-$releasever&arch=$basearch
      enabled=1
      countme=1
      metadata_expire=7d
      repo_gpgcheck=0
      type=rpm
      gpgcheck=1
      gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-fedora-$releasever-$basearch
      skip_if_unavailable=False

      [fedora-debuginfo]
      name=Fedora $releasever - $basearch - Debug
      #baseurl=http://download.example/pub/fedora/linux/releases/$releasever/Everything/$basearch/debug/tree/
      #metalink=https://mirrors.fedoraproject.org/metalink?repo=fedora-debug-$releasever&arch=$basearch
      enabled=0
      """;

  static final String CENTOS_7 =
      """
      # CentOS-Base.repo
      #
      # The mirror system uses the connecting IP address of the client.

      [base]
      name=CentOS-$releasever - Base
      mirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=os&infra=$infra
      #baseurl=http://mirror.centos.org/centos/$releasever/os/$basearch/
      gpgcheck=1
      gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7
      """;

  static final String CENTOS_STREAM_9 =
      """
      [baseos]
      name=CentOS Stream $releasever - BaseOS
      metalink=https://mirrors.centos.org/metalink?repo=centos-baseos-$stream&arch=$basearch&protocol=https,http
      gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-centosofficial
      gpgcheck=1
      repo_gpgcheck=0
      metadata_expire=6h
      countme=1
      enabled=1
      """;

  static final String EPEL_9 =
      """
      [epel]
      name=Extra Packages for Enterprise Linux $releasever - $basearch
      # It is much more secure to use the metalink, but if you wish to use a local mirror
      # place its address here.
      #baseurl=https://download.example/pub/epel/$releasever${releasever_minor:+z}/Everything/$basearch/
      metalink=https://mirrors.fedoraproject.org/metalink?repo=epel-$releasever&arch=$basearch&infra=$infra&content=$contentdir
      enabled=1
      gpgcheck=1
      countme=1
      gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-EPEL-$releasever
      """;

  static final String UBUNTU_LIST =
      """
      # See http://help.ubuntu.com/community/UpgradeNotes for how to upgrade to
      # newer versions of the distribution.
      deb http://archive.ubuntu.com/ubuntu jammy main restricted
      # deb-src http://archive.ubuntu.com/ubuntu jammy main restricted
      deb http://archive.ubuntu.com/ubuntu/ jammy-updates main restricted
      deb-src http://archive.ubuntu.com/ubuntu jammy universe
      deb [ arch=amd64 signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg ] http://security.ubuntu.com/ubuntu jammy-security main
      """;

  static final String DEBIAN_LIST =
      """
      #deb cdrom:[Debian GNU/Linux 12 _Bookworm_ - Official amd64 NETINST]/ bookworm main
      deb http://ftp.us.debian.org/debian/ bookworm main non-free-firmware
      deb [trusted=yes] file:/srv/local ./
      """;

  static final String UBUNTU_SOURCES =
      """
      Types: deb
      URIs: http://archive.ubuntu.com/ubuntu/
      Suites: noble noble-updates noble-backports
      Components: main universe restricted multiverse
      Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg

      # Security
      Types: deb
      uris: http://security.ubuntu.com/ubuntu
       http://archive.ubuntu.com/ubuntu
      Suites: noble-security
      Components: main
      Signed-By: /usr/share/keyrings/ubuntu-archive-keyring.gpg

      Types: deb deb-src
      URIs: http://archive.ubuntu.com/ubuntu
      Suites: noble-proposed
      Components: main
      """;

  private Stock() {}

  /** All of them, by path. */
  static Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    files.put("/etc/yum.repos.d/fedora.repo", FEDORA);
    files.put("/etc/yum.repos.d/CentOS-Base.repo", CENTOS_7);
    files.put("/etc/yum.repos.d/centos.repo", CENTOS_STREAM_9);
    files.put("/etc/yum.repos.d/epel.repo", EPEL_9);
    files.put("/etc/apt/sources.list", UBUNTU_LIST);
    files.put("/etc/apt/sources.list.d/debian.list", DEBIAN_LIST);
    files.put("/etc/apt/sources.list.d/ubuntu.sources", UBUNTU_SOURCES);
    return files;
  }
}
