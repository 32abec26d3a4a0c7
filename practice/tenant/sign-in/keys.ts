import { randomUUID } from "node:crypto";
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey } from "jose";

export type SigningKeys = {
	/** For oidc-provider, which publishes the public key. */
	privateJwk: object;
	/** For the tenant's own Graph. */
	findKey: JWTVerifyGetKey;
};

/** Creates a key pair with a unique id, so that verifiers do not use cached keys after a restart. */
export async function createSigningKeys(): Promise<SigningKeys> {
	const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
	const names = { kid: randomUUID(), use: "sig", alg: "RS256" };
	const publicJwk = { ...(await exportJWK(publicKey)), ...names };
	return {
		privateJwk: { ...(await exportJWK(privateKey)), ...names },
		findKey: createLocalJWKSet({ keys: [publicJwk] }),
	};
}
