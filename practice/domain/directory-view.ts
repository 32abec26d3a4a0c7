import { readFile } from "node:fs/promises";
import { Client, type Entry } from "ldapts";
import type { DomainEnvironment } from "./stand-in.ts";

/** An attribute's entry in the metadata, with the origin of the write. */
export type WriteEntry = { version: number; invocationId: string; usn: bigint };

/** The two attributes that hold keys (MS-DRSR 5.16). */
export const KEY_ATTRIBUTES = { ntlm: 0x9005a, kerberos: 0x9007d } as const;

const BINARY = ["objectGUID", "replPropertyMetaData", "invocationId", "logonHours"];

/**
 * A controller's directory as the reading account sees it, attribute by attribute. It uses none of the portal's
 * code, so that stand-ins can be tested against it.
 *
 * @param place the controller's place in the settings
 */
export function directoryView(environment: DomainEnvironment, place = 0) {
	const url = environment.DOMAIN_LDAPS_URLS.split(",")[place] ?? "";

	/** Signs in anew for each call. Rejects with the controller's error. */
	async function search(base: string, options: Parameters<Client["search"]>[1]): Promise<Entry[]> {
		const ca = await readFile(environment.DOMAIN_CA_FILE);
		const client = new Client({ url, connectTimeout: 3_000, timeout: 3_000, tlsOptions: { ca } });
		try {
			await client.bind(environment.DOMAIN_BIND_DN, environment.DOMAIN_BIND_PASSWORD);
			const found = await client.search(base, { ...options, explicitBufferAttributes: BINARY });
			return found.searchEntries;
		} finally {
			await client.unbind().catch(() => undefined);
		}
	}

	return {
		/** The accounts with this object id. */
		accounts: (id: string, attributes: string[]) =>
			search(environment.DOMAIN_BASE_DN, { filter: `(msDS-aadObjectId=${id})`, attributes }),
		/** One object by its name. */
		async object(dn: string, attributes: string[]): Promise<Entry> {
			const [entry] = await search(dn, { scope: "base", attributes });
			if (!entry) throw new Error(`${dn || "rootDSE"} is not visible.`);
			return entry;
		},
	};
}

/** Reads `replPropertyMetaData`, by attribute id (PROPERTY_META_DATA_EXT_VECTOR in MS-DRSR 5.166). */
export function writesIn(metadata: Buffer): Map<number, WriteEntry> {
	const writes = new Map<number, WriteEntry>();
	for (let at = 16; at < metadata.length; at += 48) {
		writes.set(metadata.readUInt32LE(at), {
			version: metadata.readUInt32LE(at + 4),
			invocationId: metadata.subarray(at + 16, at + 32).toString("hex"),
			usn: metadata.readBigUInt64LE(at + 32),
		});
	}
	return writes;
}
