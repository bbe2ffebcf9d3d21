package entrepot.app.quickstart.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Certificates as RFC 5280 wants them, with the key identifiers that strict clients (Python 3.13)
 * ask for.
 */
final class IssuedCertificate {
  private static final String AUTHORITY = "CN=Entrepot quickstart authority";
  private static final AlgorithmIdentifier ECDSA =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private IssuedCertificate() {}

  /** Of an authority that nobody else vouches for; DER. */
  static byte[] ofAuthority(KeyPair pair, Instant from, Instant until)
      throws GeneralSecurityException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    add(extensions, Extension.basicConstraints, true, new BasicConstraints(0));
    add(
        extensions,
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    add(
        extensions,
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(identifier(pair.getPublic())));
    return signed(
        AUTHORITY, AUTHORITY, pair.getPublic(), extensions, pair.getPrivate(), from, until);
  }

  /** Of a server with those names and IP addresses; DER. */
  static byte[] ofServer(
      PublicKey key,
      List<String> hosts,
      X509Certificate issuer,
      PrivateKey issuerKey,
      Instant from,
      Instant until)
      throws GeneralSecurityException {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    add(extensions, Extension.basicConstraints, true, new BasicConstraints(false));
    add(extensions, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    add(
        extensions,
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    GeneralName[] names =
        hosts.stream()
            .map(host ->
                new GeneralName(address(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
            .toArray(GeneralName[]::new);
    add(extensions, Extension.subjectAlternativeName, false, new GeneralNames(names));
    add(
        extensions,
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(identifier(key)));
    add(
        extensions,
        Extension.authorityKeyIdentifier,
        false,
        new AuthorityKeyIdentifier(identifier(issuer.getPublicKey())));
    return signed("CN=Entrepot quickstart", AUTHORITY, key, extensions, issuerKey, from, until);
  }

  /** Whether it was issued by that authority for exactly those hosts. */
  static boolean fits(X509Certificate certificate, X509Certificate issuer, List<String> hosts)
      throws GeneralSecurityException {
    try {
      certificate.verify(issuer.getPublicKey());
    } catch (GeneralSecurityException e) {
      return false;
    }
    var named = certificate.getSubjectAlternativeNames();
    return named != null
        && named.stream()
            .map(name -> String.valueOf(name.get(1)))
            .collect(Collectors.toSet())
            .equals(Set.copyOf(hosts));
  }

  private static boolean address(String host) {
    return host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private static byte[] signed(
      String subject,
      String issuer,
      PublicKey key,
      ExtensionsGenerator extensions,
      PrivateKey issuerKey,
      Instant from,
      Instant until)
      throws GeneralSecurityException {
    V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
    generator.setSerialNumber(new ASN1Integer(new BigInteger(120, new SecureRandom())));
    generator.setSignature(ECDSA);
    generator.setIssuer(new X500Name(issuer));
    generator.setSubject(new X500Name(subject));
    // Clients whose clock is a little behind must accept it too.
    generator.setStartDate(new Time(Date.from(from.minusSeconds(3600))));
    generator.setEndDate(new Time(Date.from(until)));
    generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    generator.setExtensions(extensions.generate());
    TBSCertificate content = generator.generateTBSCertificate();
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(issuerKey);
      signature.update(content.getEncoded(ASN1Encoding.DER));
      return new DERSequence(
              new org.bouncycastle.asn1.ASN1Encodable[] {
                content, ECDSA, new DERBitString(signature.sign())
              })
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(
      ExtensionsGenerator extensions,
      org.bouncycastle.asn1.ASN1ObjectIdentifier kind,
      boolean critical,
      org.bouncycastle.asn1.ASN1Encodable value) {
    try {
      extensions.addExtension(kind, critical, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RFC 7093 §2, method 1. */
  private static byte[] identifier(PublicKey key) throws GeneralSecurityException {
    byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bits), 20);
  }
}
