import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createAuthority } from "../../practice/domain/certificates.ts";

export type CloudFront = {
	/** The argument that makes Chromium resolve the cloud's addresses to this machine. */
	chromiumArgument: string;
	/** Connects a practice tenant, and returns the settings by which a portal finds the cloud here. */
	connectTenant(tenant: string, dataDir: string): Record<string, string>;
	stop(): Promise<void>;
};

type Origins = { login: string; graph: string };

/** The expected requests at each host; everything else gets a 404. */
const isAsked = {
	login: (path: string) => /^\/(?:[0-9a-f-]{36}|sign-in|common\/discovery)\//.test(path),
	graph: (path: string) => path.startsWith("/v1.0/"),
};

/**
 * Stands in for one of Microsoft's clouds on this machine, over https and under the cloud's own host names, in front
 * of a practice tenant. Its cookies are cross-site, like Entra's.
 */
export async function startCloudFront({ login, graph }: Origins): Promise<CloudFront> {
	const hosts = [login, graph].map((origin) => new URL(origin).hostname);
	const authority = await createAuthority("A cloud played by a test");
	let target = "";
	const credentials = await authority.issue({ dns: hosts, ip: [] });
	const server = createServer(credentials, (incoming, outgoing) => {
		const role = incoming.headers.host === hosts[0] ? "login" : "graph";
		if (isAsked[role](incoming.url ?? "")) pass(target, incoming, outgoing);
		else outgoing.writeHead(404).end();
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const rules = hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`);
	return {
		chromiumArgument: `--host-resolver-rules=${rules.join(",")}`,
		connectTenant(tenant, dataDir) {
			target = tenant;
			const caFile = join(dataDir, "cloud-ca.pem");
			writeFileSync(caFile, authority.cert);
			const preload = pathToFileURL(join(import.meta.dirname, "found-elsewhere.ts"));
			return {
				NODE_EXTRA_CA_CERTS: caFile,
				NODE_OPTIONS: `--import=${preload}`,
				FOUND_ELSEWHERE: JSON.stringify({ hosts, port }),
				ENTRA_AUTHORITY: "",
				GRAPH_URL: "",
				MICROSOFT_CHANGE_URL: "",
			};
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, "close");
		},
	};
}

/** Forwards a call; the tenant learns the original host. */
function pass(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
	const { method, headers, url } = incoming;
	const onward = request(new URL(url ?? "/", target), {
		method: method ?? "GET",
		headers: {
			...headers,
			host: new URL(target).host,
			"x-forwarded-proto": "https",
			"x-forwarded-host": headers.host ?? "",
		},
	});
	onward.on("response", (answer) => {
		const cookies = answer.headers["set-cookie"]?.map(acrossSites);
		outgoing.writeHead(answer.statusCode ?? 502, {
			...answer.headers,
			...(cookies && { "set-cookie": cookies }),
		});
		answer.pipe(outgoing);
	});
	onward.on("error", () => outgoing.destroy());
	incoming.pipe(onward);
}

/** Entra's session cookies can be sent from frames in other sites, if the browser allows that at all. */
function acrossSites(cookie: string): string {
	const bare = cookie.replace(/;\s*(?:samesite=\w+|secure)/gi, "");
	return `${bare}; SameSite=None; Secure`;
}
