import { IncomingMessage } from "node:http";
import type { Provider } from "oidc-provider";
import { throughFaults } from "../fault-gate.ts";
import type { Call, Reply, Route } from "../http/call.ts";
import { html } from "../http/html.ts";
import { page } from "../page.ts";
import type { Authority } from "./authority.ts";
import { toLibraryQuery } from "./authorize-request.ts";
import { signOut } from "./sign-out.ts";
import { answerTokenCall, type Redeem } from "./token-endpoint.ts";

const DISCOVERY = "/.well-known/openid-configuration";
const AUTHORIZE = "/oauth2/v2.0/authorize";

/** Everything below `/<tenant id>`: Entra's sign-in endpoints. */
export function entraRoutes(provider: Provider, authority: Authority): Route {
	const handle = provider.callback();
	const forward = async (call: Call, path: string): Promise<Reply> => {
		const request = libraryRequest(call, authority.mount, path);
		await handle(request, call.response);
		throwDefect(request);
		return "sent";
	};
	const throwDefect = (request: IncomingMessage): void => {
		const defect = authority.defects.get(request);
		if (defect !== undefined) throw defect;
	};
	const redeem: Redeem = async (call, form, asked) => {
		const request = libraryRequest(call, authority.mount, "/oauth2/v2.0/token", form);
		authority.tokenRequests.set(request, asked);
		await handle(request, call.response);
		throwDefect(request);
		return authority.tokenAnswers.get(request) ?? "sent";
	};

	return async (call) => {
		const { pathname, search, searchParams } = call.url;
		if (!pathname.startsWith(`${authority.mount}/`)) return undefined;
		const path = pathname.slice(authority.mount.length);
		switch (path) {
			case `/v2.0${DISCOVERY}`:
				return forward(call, DISCOVERY);
			case AUTHORIZE:
				return throughFaults(authority.faults, authorizeGate, () =>
					forward(call, `${AUTHORIZE}?${toLibraryQuery(searchParams, authority)}`),
				);
			case "/oauth2/v2.0/token":
				return answerTokenCall(call, authority, redeem);
			case "/oauth2/v2.0/logout":
				return signOut(call, provider, authority);
			default:
				return forward(call, path + search);
		}
	};
}

const authorizeGate = {
	operation: "authorize",
	personId: undefined,
	refuse: ({ status }: { status: number }) => ({
		...page(
			"Sign-in is not available",
			html`<h1>Sign-in is not available</h1><p>The practice tenant was told to answer so.</p>`,
		),
		status,
	}),
};

/**
 * The request as oidc-provider is to see it. It is a new one, because the body of the original has
 * been read; `originalUrl` tells the library what it is mounted under.
 */
function libraryRequest(
	{ request, method }: Call,
	mount: string,
	url: string,
	form?: URLSearchParams,
): IncomingMessage {
	const body = Buffer.from(form?.toString() ?? "");
	const copy = new IncomingMessage(request.socket);
	Object.assign(copy, { method, url, originalUrl: mount + url, httpVersion: request.httpVersion });
	copy.headers = { ...request.headers, "content-length": String(body.length) };
	// Node destroys the socket of a message that ends before it is complete.
	copy.complete = true;
	copy.push(body);
	copy.push(null);
	return copy;
}
