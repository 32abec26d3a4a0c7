import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { BerWriter } from "ldapts";

/** A key with its certificate, both in PEM form, as `node:tls` takes them. */
export type Credentials = { key: string; cert: string };

export type CertificateAuthority = {
	/** The certificate that a client has to trust, in PEM form. */
	cert: string;
	/** A certificate for a server with these DNS names and IPv4 addresses. */
	issue(names: { dns: readonly string[]; ip: readonly string[] }): Credentials;
};

/** The tags of DER that a certificate needs (X.690 8). */
const TAG = {
	bits: 0x03,
	octets: 0x04,
	utf8: 0x0c,
	utcTime: 0x17,
	sequence: 0x30,
	set: 0x31,
	dnsName: 0x82,
	ipAddress: 0x87,
	keyIdentifier: 0x80,
	version: 0xa0,
	extensions: 0xa3,
} as const;

const OID = {
	commonName: "2.5.4.3",
	ecdsaWithSha256: "1.2.840.10045.4.3.2",
	subjectKeyIdentifier: "2.5.29.14",
	keyUsage: "2.5.29.15",
	subjectAltName: "2.5.29.17",
	basicConstraints: "2.5.29.19",
	authorityKeyIdentifier: "2.5.29.35",
	extendedKeyUsage: "2.5.29.37",
	serverAuth: "1.3.6.1.5.5.7.3.1",
} as const;

const TRUE = Buffer.from([0x01, 0x01, 0xff]);
const DAY_MS = 24 * 60 * 60_000;

type Keys = { publicKey: KeyObject; privateKey: KeyObject };
type Content = { subject: string; keys: Keys; extensions: Buffer[] };

/** Makes a certificate authority that lives as long as the process: its key is never written anywhere. */
export function createAuthority(name: string): CertificateAuthority {
	const keys = newKeys();
	const issuer = { name, key: keys.privateKey };
	const keyId = keyIdentifier(keys.publicKey);
	const constraints = extension(OID.basicConstraints, sequence(TRUE), true);
	const usage = extension(OID.keyUsage, tlv(TAG.bits, Buffer.from([1, 0b0000_0110])), true); // signs certificates, CRLs
	const identifier = extension(OID.subjectKeyIdentifier, tlv(TAG.octets, keyId));
	const extensions = [constraints, usage, identifier];
	return {
		cert: certificate({ subject: name, keys, extensions }, issuer),
		issue({ dns, ip }) {
			const serverKeys = newKeys();
			const names = sequence(
				...dns.map((host) => tlv(TAG.dnsName, Buffer.from(host))),
				...ip.map((address) => tlv(TAG.ipAddress, Buffer.from(address.split(".").map(Number)))),
			);
			const content = {
				subject: dns[0] ?? name,
				keys: serverKeys,
				extensions: [
					extension(OID.subjectAltName, names),
					// RFC 5280 4.2.1.1 demands it, and clients that are strict refuse without.
					extension(OID.authorityKeyIdentifier, sequence(tlv(TAG.keyIdentifier, keyId))),
					extension(OID.extendedKeyUsage, sequence(oid(OID.serverAuth))),
				],
			};
			const key = serverKeys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
			return { key, cert: certificate(content, issuer) };
		},
	};
}

function newKeys(): Keys {
	return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

/** RFC 5280 4.1: a certificate of version 3, valid from yesterday for a year. */
function certificate(
	{ subject, keys, extensions }: Content,
	issuer: { name: string; key: KeyObject },
): string {
	const algorithm = sequence(oid(OID.ecdsaWithSha256));
	// The machine's clock, not the domain's: TLS compares with the former.
	const now = Date.now();
	const signed = sequence(
		tlv(TAG.version, integer(Buffer.from([2]))),
		integer(randomBytes(8).fill(1, 0, 1)), // positive, and never shorter
		algorithm,
		distinguishedName(issuer.name),
		sequence(utcTime(now - DAY_MS), utcTime(now + 365 * DAY_MS)),
		distinguishedName(subject),
		keys.publicKey.export({ type: "spki", format: "der" }),
		tlv(TAG.extensions, sequence(...extensions)),
	);
	const signature = sign("sha256", signed, { key: issuer.key, dsaEncoding: "der" });
	const der = sequence(signed, algorithm, tlv(TAG.bits, Buffer.from([0]), signature));
	const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** RFC 7093 2: the first 160 bits of a hash of the key. */
function keyIdentifier(key: KeyObject): Buffer {
	const der = key.export({ type: "spki", format: "der" });
	return createHash("sha256").update(der).digest().subarray(0, 20);
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
	return sequence(oid(id), isCritical ? TRUE : Buffer.alloc(0), tlv(TAG.octets, value));
}

function distinguishedName(commonName: string): Buffer {
	const value = tlv(TAG.utf8, Buffer.from(commonName));
	return sequence(tlv(TAG.set, sequence(oid(OID.commonName), value)));
}

function utcTime(at: number): Buffer {
	const digits = new Date(at).toISOString().slice(2, 19).replaceAll(/[-:T]/g, "");
	return tlv(TAG.utcTime, Buffer.from(`${digits}Z`));
}

function integer(bytes: Buffer): Buffer {
	return tlv(0x02, bytes);
}

function oid(id: string): Buffer {
	const writer = new BerWriter();
	writer.writeOID(id);
	return writer.buffer;
}

function sequence(...parts: Buffer[]): Buffer {
	return tlv(TAG.sequence, ...parts);
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
	const writer = new BerWriter();
	writer.writeBuffer(Buffer.concat(parts), tag);
	return writer.buffer;
}
