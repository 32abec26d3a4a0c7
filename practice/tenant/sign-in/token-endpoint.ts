import { throughFaults } from "../fault-gate.ts";
import { type Answer, type Call, formFields, json, type Reply } from "../http/call.ts";
import { AADSTS, newTrace, notConsented, type Refusal, revoked, tokenError } from "./aadsts.ts";
import type { Authority, TokenRequest } from "./authority.ts";
import { readClaimsRequest } from "./claims-request.ts";
import { isConsented } from "./consent.ts";
import { refusalOf } from "./judgement.ts";
import { TOKEN_CORS } from "./responses.ts";

type Fields = Readonly<Record<string, string | undefined>>;

/** Passes a form to oidc-provider's token endpoint. */
export type Redeem = (call: Call, form: URLSearchParams, request: TokenRequest) => Promise<Reply>;

/** `POST /oauth2/v2.0/token`: checks what oidc-provider does not, then lets it redeem the code or refresh token. */
export async function answerTokenCall(
	call: Call,
	authority: Authority,
	redeem: Redeem,
): Promise<Reply> {
	if (call.method === "OPTIONS") return preflight(call);
	const fields = formFields(call);
	const token = fields.refresh_token ?? fields.code ?? "";
	const personId = authority.signIns.ownerOf(token);
	if (personId !== undefined) call.personId = personId;
	const request = readRequest(fields, authority);
	const refuse = (refusal: Refusal, status = 400): Answer =>
		refused(refusal, status, request, authority);

	return throughFaults(
		authority.faults,
		{
			operation: "token",
			personId,
			refuse: ({ status, retryAfterSeconds }) => {
				const answer = refuse(AADSTS.outage, status);
				if (retryAfterSeconds === undefined) return answer;
				const headers = { ...answer.headers, "retry-after": String(retryAfterSeconds) };
				return { ...answer, headers };
			},
		},
		async () => {
			const refusal =
				originRefusal(call, authority) ?? tokenRefusal(token, fields, request, authority);
			if (refusal !== undefined) return refuse(refusal);
			return redeem(call, toLibraryForm(fields, request), request);
		},
	);
}

function preflight({ headers }: Call): Answer {
	const asked = headers["access-control-request-headers"];
	const allowed = asked === undefined ? {} : { "access-control-allow-headers": asked };
	return { status: 204, headers: { ...TOKEN_CORS, ...allowed } };
}

function refused(
	refusal: Refusal,
	status: number,
	{ correlationId }: TokenRequest,
	{ now, origin }: Authority,
): Answer {
	return json(status, tokenError(refusal, newTrace(correlationId, now()), origin), TOKEN_CORS);
}

function readRequest(fields: Fields, { scopes }: Authority): TokenRequest {
	const asked = scopes.read(fields.scope);
	return {
		resource: asked.asked[0]?.resource ?? scopes.graph,
		asked,
		claims: readClaimsRequest(fields.claims),
		correlationId: fields["client-request-id"],
	};
}

/** Only a single-page app's own pages may redeem its codes and refresh tokens. */
function originRefusal({ headers }: Call, { portalOrigins }: Authority): Refusal | undefined {
	if (headers.origin === undefined) return AADSTS.noOrigin;
	return portalOrigins.includes(headers.origin) ? undefined : AADSTS.foreignOrigin;
}

function tokenRefusal(
	token: string,
	fields: Fields,
	request: TokenRequest,
	authority: Authority,
): Refusal | undefined {
	const { signIns, people, consent, clientId } = authority;
	const revocation = signIns.revocationOf(token);
	if (revocation !== undefined) return revoked(revocation.issuedAt, revocation.validFrom);
	const { asked } = request;
	if (asked.unknown.length > 0) return { ...AADSTS.unknownScope, error: "invalid_scope" };
	if (asked.asked.some(({ resource }) => resource !== request.resource)) {
		return AADSTS.severalResources;
	}
	const person = people.find(signIns.ownerOf(token) ?? "");
	const refusal = person === undefined ? undefined : refusalOf(person, clientId);
	if (refusal !== undefined) return refusal;
	if (!isConsented(consent, asked)) return notConsented(clientId);
	const isSilent = fields.grant_type === "refresh_token";
	return isSilent ? strongerSignIn(token, request, authority) : undefined;
}

/** A refresh token does not yield a context that a fault reserves for interactive sign-ins. */
function strongerSignIn(
	token: string,
	{ claims }: TokenRequest,
	{ faults, signIns, contextsOfGrant }: Authority,
): Refusal | undefined {
	const owner = signIns.ownerOf(token);
	const isReserved = faults
		.list()
		.filter(({ personId }) => personId === "all" || personId === owner)
		.some(({ fault }) => fault.kind === "claims-challenge" && fault.interactive === true);
	const fulfilled = contextsOfGrant.get(signIns.grantOf(token) ?? "") ?? [];
	const isMissing = claims.contexts.some((context) => !fulfilled.includes(context));
	return isReserved && isMissing ? AADSTS.strongerSignIn : undefined;
}

/** Adds RFC 8707's `resource` to the scopes; `offline_access` would be refused on a refresh. */
function toLibraryForm(fields: Fields, { resource, asked }: TokenRequest): URLSearchParams {
	const form = new URLSearchParams();
	for (const [name, value] of Object.entries(fields))
		if (value !== undefined) form.set(name, value);
	form.set("scope", [...asked.oidc, ...resource.scopes].join(" "));
	form.set("resource", resource.id);
	form.delete("claims");
	return form;
}
