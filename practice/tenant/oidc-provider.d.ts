/** What the practice tenant uses of `oidc-provider` 9, which ships without types. */
declare module "oidc-provider" {
	import type { IncomingMessage, ServerResponse } from "node:http";

	export type AuthorizeParameters = Readonly<Record<string, string | undefined>>;

	/** Koa's context, as far as it is used. */
	export type Context = {
		readonly req: IncomingMessage;
		readonly res: ServerResponse;
		readonly oidc?: OidcContext;
		status: number;
		body: unknown;
		type: string;
		/** False: Koa sends nothing. */
		respond?: boolean;
		set(header: string, value: string): void;
		readonly response: { get(header: string): string };
	};

	export type OidcContext = {
		readonly route: string;
		readonly provider: Provider;
		readonly client: { readonly clientId: string };
		readonly params: AuthorizeParameters;
		readonly session?: Session;
		/** What the sign-in page handed over, in the request that resumes after it. */
		readonly result?: { login?: { accountId: string } };
		readonly entities: {
			readonly Account?: { readonly accountId: string };
			readonly Grant?: { readonly jti: string };
		};
	};

	export type Session = {
		readonly uid: string;
		accountId?: string;
		authorizations?: unknown;
		persist(): Promise<void>;
		destroy(): Promise<void>;
	};

	export type Grant = {
		addOIDCScope(scope: string): void;
		addResourceScope(resource: string, scope: string): void;
		save(): Promise<string>;
	};

	export type Interaction = {
		readonly uid: string;
		readonly prompt: { readonly name: string; readonly reasons: readonly string[] };
		readonly params: AuthorizeParameters;
		readonly session?: { readonly accountId: string; readonly uid: string };
	};

	export type InteractionResult =
		| { login: { accountId: string; amr: readonly string[]; remember: boolean } }
		| { error: string; error_description: string };

	/** A code or a refresh token, or the access token that is being made. */
	export type Token = {
		readonly accountId: string;
		readonly grantId?: string;
		readonly sessionUid?: string;
		readonly jti?: string;
		readonly amr?: readonly string[];
		readonly resourceServer?: ResourceServer;
	};

	export type Payload = Record<string, unknown>;

	/** What an adapter keeps for one id of one model. */
	export type Stored = {
		jti?: string;
		uid?: string;
		accountId?: string;
		grantId?: string;
		amr?: readonly string[];
		iat?: number;
		iiat?: number;
		consumed?: number;
		[property: string]: unknown;
	};

	export type Adapter = {
		upsert(id: string, payload: Stored, expiresInSeconds?: number): Promise<void>;
		find(id: string): Promise<Stored | undefined>;
		findByUid(uid: string): Promise<Stored | undefined>;
		findByUserCode(userCode: string): Promise<Stored | undefined>;
		consume(id: string): Promise<void>;
		destroy(id: string): Promise<void>;
		revokeByGrantId(grantId: string): Promise<void>;
	};

	export type ProviderError = Error & { error_detail?: string };

	export type ErrorOut = { error: string; error_description?: string };

	export type Account = { accountId: string; claims(): Promise<Payload> };

	export type ResourceServer = {
		scope: string;
		audience: string;
		accessTokenFormat: "jwt";
		accessTokenTTL: number;
		jwt: { sign: { alg: string } };
	};

	export type Configuration = {
		adapter: (model: string) => Adapter;
		clients: readonly Readonly<Record<string, unknown>>[];
		jwks: { keys: readonly object[] };
		cookies: { keys: readonly string[] };
		routes: Readonly<Record<string, string>>;
		scopes: readonly string[];
		claims: Readonly<Record<string, readonly string[]>>;
		subjectTypes: readonly string[];
		pairwiseIdentifier(ctx: Context, accountId: string): string;
		conformIdTokenClaims: boolean;
		extraParams: Readonly<Record<string, null>>;
		pkce: { required(): boolean };
		responseTypes: readonly string[];
		clientBasedCORS(): boolean;
		issueRefreshToken(): boolean;
		rotateRefreshToken: boolean;
		expiresWithSession(): boolean;
		ttl: Readonly<Record<string, number | ((ctx: Context, token: Token) => number)>>;
		features: {
			devInteractions: { enabled: false };
			dPoP: { enabled: false };
			pushedAuthorizationRequests: { enabled: false };
			userinfo: { enabled: boolean };
			rpInitiatedLogout: { enabled: boolean };
			resourceIndicators: {
				enabled: true;
				useGrantedResource(): boolean;
				getResourceServerInfo(ctx: Context, resource: string): ResourceServer;
			};
		};
		formats: {
			customizers: {
				jwt(ctx: Context, token: Token, made: { header?: Payload; payload: Payload }): void;
			};
		};
		findAccount(ctx: Context, id: string, token?: Token): Account | undefined;
		loadExistingGrant(ctx: Context): Promise<Grant>;
		interactions: { url(ctx: Context, interaction: Interaction): string; policy: Policy };
		renderError(ctx: Context, out: ErrorOut, error: Error): void;
	};

	export type Policy = {
		get(name: string): Prompt;
		remove(name: string): void;
		add(prompt: Prompt): void;
	};
	export type Prompt = { readonly checks: { add(check: Check): void } };
	export type Check = object;

	export const interactionPolicy: {
		base(): Policy;
		Prompt: new (about: { name: string; requestable: boolean }, ...checks: Check[]) => Prompt;
		Check: new (
			reason: string,
			description: string,
			error: string,
			check: (ctx: Context & { readonly oidc: OidcContext }) => boolean,
		) => Check;
	};

	export class Provider {
		constructor(issuer: string, configuration: Configuration);
		/** Whether `X-Forwarded-*` is believed. */
		proxy: boolean;
		use(middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>): this;
		on(event: string, listener: (ctx: Context, error: ProviderError) => void): this;
		callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
		createContext(request: IncomingMessage, response: ServerResponse): Context;
		interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
		/** @returns where the browser goes on. */
		interactionResult(
			request: IncomingMessage,
			response: ServerResponse,
			result: InteractionResult,
			options: { mergeWithLastSubmission: boolean },
		): Promise<string>;
		readonly Session: {
			get(ctx: Context): Promise<Session>;
			findByUid(uid: string): Promise<Session | undefined>;
		};
		readonly Grant: new (about: {
			clientId: string;
			accountId: string;
		}) => Grant;
		readonly Client: { readonly prototype: { redirectUriAllowed(uri: string): boolean } };
	}
}
