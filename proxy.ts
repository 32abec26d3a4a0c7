import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type NextRequest, NextResponse } from "next/server";
import { pageWithPart } from "#lib/core/page-addresses.ts";
import {
	contentSecurityPolicy,
	type InlineScripts,
} from "#lib/server/http/content-security-policy.ts";
import { settingsFromProcess } from "#lib/server/settings/from-process.ts";

/** Pages are built once for any tenant, so the policy that names the tenant is set as they are sent. */
export function proxy(request: NextRequest): NextResponse {
	const response = NextResponse.next();
	const policy = policyFor(request.nextUrl.pathname);
	if (policy) response.headers.set("Content-Security-Policy", policy);
	return response;
}

export const config = { matcher: "/((?!_next/|api/).*)" };

const policies = new Map<string, string>();
let scripts: InlineScripts | undefined;

function policyFor(pathname: string): string | undefined {
	scripts ??= readInlineScripts();
	if (!scripts) return undefined;
	const page = pageOf(pathname, scripts);
	const known = policies.get(page);
	if (known) return known;
	const settings = settingsFromProcess();
	if (!settings.ok) throw new Error("The settings are not right.");
	const policy = contentSecurityPolicy(settings.value, scripts[page] ?? []);
	policies.set(page, policy);
	return policy;
}

/** Which built page answers an address; unknown ones are answered by the page for missing pages. */
function pageOf(pathname: string, known: InlineScripts): string {
	const own = pageWithPart(pathname);
	if (own) return own;
	const path = pathname.replace(/^\/[a-z]{2}(?=\/|$)/, "") || "/";
	return Object.hasOwn(known, path) ? path : "/missing";
}

/** Written by the build (`scripts/after-build.ts`); the development server has none, and needs eval. */
function readInlineScripts(): InlineScripts | undefined {
	if (process.env.NODE_ENV !== "production") return undefined;
	return JSON.parse(readFileSync(join(process.cwd(), ".next/inline-scripts.json"), "utf8"));
}
