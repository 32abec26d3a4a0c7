import "reflect-metadata";
import {
	AuthorityKeyIdentifierExtension,
	BasicConstraintsExtension,
	ExtendedKeyUsage,
	ExtendedKeyUsageExtension,
	type Extension,
	KeyUsageFlags,
	KeyUsagesExtension,
	PemConverter,
	SubjectAlternativeNameExtension,
	SubjectKeyIdentifierExtension,
	X509CertificateGenerator,
} from "@peculiar/x509";

/** A key and its certificate, both as PEM, for `node:tls`. */
export type Credentials = { key: string; cert: string };

export type CertificateAuthority = {
	/** The certificate that clients have to trust, as PEM. */
	cert: string;
	/** Issues a server certificate for these DNS names and IPv4 addresses. */
	issue(names: { dns: readonly string[]; ip: readonly string[] }): Promise<Credentials>;
};

const EC = { name: "ECDSA", namedCurve: "P-256" };
const DAY_MS = 24 * 60 * 60_000;

const newKeys = () => crypto.subtle.generateKey(EC, true, ["sign", "verify"]);

/** Creates a certificate authority for the lifetime of the process: its key is never written anywhere. */
export async function createAuthority(name: string): Promise<CertificateAuthority> {
	const keys = await newKeys();
	const sign = async (subject: string, publicKey: CryptoKey, extensions: Extension[]) => {
		// The machine's clock, not the domain's, because TLS uses the former.
		const now = Date.now();
		const certificate = await X509CertificateGenerator.create({
			subject: [{ CN: [subject] }],
			issuer: [{ CN: [name] }],
			notBefore: new Date(now - DAY_MS),
			notAfter: new Date(now + 365 * DAY_MS),
			signingAlgorithm: { ...EC, hash: "SHA-256" },
			publicKey,
			signingKey: keys.privateKey,
			extensions,
		});
		return certificate.toString("pem");
	};
	const cert = await sign(name, keys.publicKey, [
		new BasicConstraintsExtension(true, undefined, true),
		new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
		await SubjectKeyIdentifierExtension.create(keys.publicKey),
	]);
	return {
		cert,
		async issue({ dns, ip }) {
			const { publicKey, privateKey } = await newKeys();
			const extensions = [
				new SubjectAlternativeNameExtension([
					...dns.map((value) => ({ type: "dns" as const, value })),
					...ip.map((value) => ({ type: "ip" as const, value })),
				]),
				// Required by RFC 5280 4.2.1.1; strict clients reject certificates without it.
				await AuthorityKeyIdentifierExtension.create(keys.publicKey),
				new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
			];
			const key = await crypto.subtle.exportKey("pkcs8", privateKey);
			return {
				key: PemConverter.encode(key, PemConverter.PrivateKeyTag),
				cert: await sign(dns[0] ?? name, publicKey, extensions),
			};
		},
	};
}
