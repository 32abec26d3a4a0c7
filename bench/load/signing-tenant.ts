import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { NO_TENANT } from "../watch/portal.ts";

const KEY_ID = "load";
const LIVES_S = 3_600;

/** A tenant that only signs tokens, so that nobody has to sign in. */
export type SigningTenant = {
	/** The settings that make a portal accept its tokens. */
	environment: Record<string, string>;
	/** An access token of a person for the portal's API. */
	tokenOf(person: { id: string; userPrincipalName: string }): Promise<string>;
	stop(): void;
};

export async function startSigningTenant(): Promise<SigningTenant> {
	const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
	const key = { ...(await exportJWK(publicKey)), kid: KEY_ID, use: "sig", alg: "RS256" };
	const server = createServer((_, response) => {
		response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [key] }));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	const tenantId = NO_TENANT.ENTRA_TENANT_ID;
	const authority = `http://127.0.0.1:${port}/${tenantId}`;
	const clientId = NO_TENANT.ENTRA_CLIENT_ID;
	return {
		environment: { ...NO_TENANT, ENTRA_AUTHORITY: authority },
		async tokenOf({ id, userPrincipalName }) {
			const now = Math.floor(Date.now() / 1000);
			return await new SignJWT({
				iss: `${authority}/v2.0`,
				aud: clientId,
				azp: clientId,
				tid: tenantId,
				oid: id,
				preferred_username: userPrincipalName,
				scp: "Access",
				iat: now,
				nbf: now,
				exp: now + LIVES_S,
			})
				.setProtectedHeader({ alg: "RS256", kid: KEY_ID })
				.sign(privateKey);
		},
		stop: () => void server.close(),
	};
}
