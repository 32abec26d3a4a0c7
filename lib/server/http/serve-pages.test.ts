import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, METHODS, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import { INTERFACE } from "#lib/interface/interface.ts";
import type { Brand } from "#lib/server/brand/brand.ts";
import { EXAMPLE_BRAND } from "#lib/server/brand/example-brand.ts";
import { readPng } from "#lib/server/brand/png-file.ts";
import { createMetrics } from "#lib/server/metrics/metrics.ts";
import type { Portal } from "#lib/server/portal.ts";
import { createServer } from "./server.ts";

const FILES = {
	"en.html": "<html>Start<script>1</script></html>",
	"de/steps.html": "<title>@@brand-name@@</title>",
	"de/steps.html.br": "compressed before it was filled",
	"en/go.html": "<html>Go</html>",
	"en/status.html": "status",
	"en/profile.html": '<html>Profile<script src="/x.js"></script><script>2</script></html>',
	"en/profile.html.br": "compressed by brotli",
	"en/profile.html.gz": "compressed by gzip",
	"de/profile.html": "<html>Profil</html>",
	"de/profile.txt": "0:profil",
	"en/design.html": "<html>Design</html>",
	"en/missing.html": "<html>Missing</html>",
	"auth.html": "<html>Auth</html>",
	"icon.svg": "<svg/>",
	"_next/static/chunks/a-1.js": "a",
};

const BRAND: Brand = {
	...EXAMPLE_BRAND,
	name: "A & B",
	accent: { light: "#7a1f5c", dark: "#f0a0d0" },
	logo: { body: Buffer.from("<svg/>"), type: "image/svg+xml", size: { width: 120, height: 28 } },
};

let folder: string;
let app: FastifyInstance;
const metrics = createMetrics();

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "keyturn-pages-"));
	for (const [name, text] of Object.entries(FILES)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	const tenant = { authority: "https://login.example/t", graphUrl: "https://graph.example" };
	const portal = partOf<Portal>({
		settings: {
			trustedProxies: [],
			tenant,
			brand: BRAND,
			support: { name: "IT" },
			change: {},
			domain: {},
			isPractice: false,
		},
		metrics,
		log: { info() {}, warn() {}, error() {} },
	});
	app = createServer(portal, folder);
});
afterAll(async () => {
	await app.close();
	rmSync(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

test("a page is in the visitor's language: their choice first, then the browser's", async () => {
	expect((await get("/profile")).body).toContain("Profile");
	expect((await get("/profile", { "accept-language": "fr, de;q=0.8" })).body).toContain("Profil<");
	const both = { "accept-language": "de", cookie: "a=b; language=en" };
	expect((await get("/profile", both)).body).toContain("Profile");
	const own = { "accept-language": "en", cookie: "language=en; __Host-language=de" };
	expect((await get("/profile", own)).body).toContain("Profil<");
	const unknown = { "accept-language": "de", cookie: "language=xx" };
	expect((await get("/profile", unknown)).body).toContain("Profil<");
	expect((await get("/profile.txt", { "accept-language": "de" })).body).toBe("0:profil");
});

test.each(["/design", "/design/", "/design.html", "/en/design", "/en/design.html"])(
	"outside practice there is no design page: %s",
	async (url) => {
		const answer = await get(url);
		expect(answer.statusCode).toBe(404);
		expect(answer.body).not.toContain("Design");
	},
);

test("pages are revalidated, hashed files never, and each has the right Vary header", async () => {
	const page = await get("/profile");
	expect(page.headers["cache-control"]).toBe("no-cache");
	expect(page.headers.vary).toBe("Accept-Encoding, Accept-Language, Cookie");
	const again = await get("/profile", { "if-none-match": String(page.headers.etag) });
	expect(again.statusCode).toBe(304);
	expect((await get("/profile", { "if-none-match": "*" })).statusCode).toBe(304);
	expect((await get("/nothing", { "if-none-match": "*" })).statusCode).toBe(404);
	const hashed = await get("/_next/static/chunks/a-1.js");
	expect(hashed.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
	const auth = await get("/auth");
	expect(auth.headers["cache-control"]).toBe("no-store");
	// The window that opened the sign-in waits for its answer.
	expect([page, auth].map(({ headers }) => headers["cross-origin-opener-policy"])).toEqual([
		"same-origin",
		undefined,
	]);
});

test("a page has the hashes of its own inline scripts, and the tenant's origins", async () => {
	const policy = String((await get("/")).headers["content-security-policy"]);
	// printf 1 | openssl dgst -sha256 -binary | base64
	expect(policy).toContain("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='");
	expect(policy).toContain("connect-src 'self' https://login.example https://graph.example");
	expect((await get("/profile")).headers["content-security-policy"]).not.toBe(policy);
	const script = await get("/_next/static/chunks/a-1.js");
	const trusted =
		"require-trusted-types-for 'script'; trusted-types nextjs#bundler keyturn-offline";
	expect(script.headers["content-security-policy"]).toBe(
		`default-src 'none'; script-src 'self'; ${trusted}`,
	);
	for (const url of ["/", "/profile", "/auth", "/nothing"]) {
		expect((await get(url)).headers["content-security-policy"], url).toContain(trusted);
	}
});

test.each([
	["br, gzip", "br", "compressed by brotli"],
	["gzip", "gzip", "compressed by gzip"],
	["identity", undefined, FILES["en/profile.html"]],
])("for %s it is sent as compressed by the build", async (accepted, encoding, body) => {
	const answer = await get("/profile", { "accept-encoding": accepted });
	expect(answer.headers["content-encoding"]).toBe(encoding);
	expect(answer.body).toBe(body);
	expect(answer.headers["content-type"]).toContain("text/html");
});

test("a page has what its code reads first fetched with it, whatever the address contains", async () => {
	const first = async (url: string) => (await get(url)).headers.link;
	expect(await first("/go/Ab_9-z")).toBe(
		"</api/go/Ab_9-z>; rel=preload; as=fetch; crossorigin=anonymous",
	);
	expect(await first("/status/Ab_9-z")).toBe(
		"</api/watches/Ab_9-z>; rel=preload; as=fetch; crossorigin=anonymous",
	);
	const others = ["/go/a%3E%2C%3C", "/go/a>;<b", "/go/", "/go/a/b", "/status", "/profile", "/no"];
	for (const url of others) {
		expect(await first(url), url).toBeUndefined();
	}
});

test("every answer has the security headers", async () => {
	for (const url of ["/", "/profile", "/nothing", "/_next/nothing", "/auth", "/icon.svg", "/%"]) {
		const { headers } = await get(url);
		expect(headers["x-content-type-options"], url).toBe("nosniff");
		expect(headers["referrer-policy"], url).toBe("no-referrer");
		expect(headers["cross-origin-resource-policy"], url).toBe("same-origin");
		expect(headers["content-security-policy"], url).toContain("default-src 'none'");
	}
});

test("page requests are counted as pages, whatever their address", async () => {
	const counted = async (status: string) => {
		const line = `keyturn_requests_total{route="pages",status="${status}"} `;
		const found = (await metrics.text()).split("\n").find((one) => one.startsWith(line));
		return Number(found?.slice(line.length) ?? 0);
	};
	const [pages, missing] = [await counted("2xx"), await counted("4xx")];
	for (const url of ["/", "/profile", "/icon.svg", "/offline", "/nothing"]) await get(url);
	expect([await counted("2xx"), await counted("4xx")]).toEqual([pages + 4, missing + 1]);
	expect((await get("/profile")).headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
});

const send = (method: string, url: string, payload = "") =>
	app.inject({ method: method as "GET", url, ...(payload && { payload }) });

const PAGES = ["/", "/profile", "/nothing", "/icon.svg", "/brand.css", "/auth", "/_next/static/x"];
const CALLS = Map.groupBy(Object.keys(INTERFACE), (name) => name.split(" ")[1] ?? "");

/** The registered HTTP methods (IANA), without CONNECT, which has no path. */
test.each(METHODS.filter((method) => method !== "CONNECT"))(
	"%s is refused with the allowed methods where an address does not support it",
	async (method) => {
		for (const url of ["GET", "HEAD"].includes(method) ? [] : PAGES) {
			const answer = await send(method, url);
			expect([answer.statusCode, answer.headers.allow], url).toEqual([405, "GET, HEAD"]);
		}
		for (const [url, names] of CALLS) {
			const own = names.map((name) => name.split(" ")[0] ?? "");
			if (own.includes("GET") && !url.endsWith("/events")) own.push("HEAD");
			if (own.includes(method)) continue;
			const answer = await send(method, url);
			expect([answer.statusCode, answer.headers.allow], url).toEqual([405, own.join(", ")]);
		}
		expect((await send(method, "/api/nothing")).statusCode).toBe(404);
	},
);

test("only GET and HEAD are accepted, and a body is not read", async () => {
	for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"]) {
		const answer = await send(method, "/profile", "x".repeat(100_000));
		expect(answer.json().code, method).toBe("method-not-allowed");
	}
	const head = await app.inject({ method: "HEAD", url: "/profile" });
	expect([head.statusCode, head.body]).toEqual([200, ""]);
});

test("a missing page is 404: a page for people, a problem document for scripts", async () => {
	const page = await get("/PROFILE");
	expect([page.statusCode, page.body]).toEqual([404, FILES["en/missing.html"]]);
	for (const url of ["/_next/static/x.js", "/_next/image?url=%0aforged", "/nothing.txt"]) {
		const answer = await get(url);
		expect([answer.statusCode, answer.json().code], url).toEqual([404, "route-not-found"]);
		const policy = "default-src 'none'; frame-ancestors 'none'; sandbox";
		expect(answer.headers["content-security-policy"], url).toBe(policy);
	}
	for (const url of ["/%", "/100%", "/profile/%ff?a=%", "/_next%"]) {
		const answer = await get(url);
		expect([answer.statusCode, answer.body], url).toEqual([404, FILES["en/missing.html"]]);
	}
	expect((await get("/profile?a=%")).statusCode).toBe(200);
	for (const url of ["/api/%", "/api/watches/%ff/waits"])
		expect((await get(url)).json().code, url).toBe("request-mistaken");
});

test("an address has one spelling, and the well-known one redirects to the form", async () => {
	const slash = await get("/profile/");
	expect([slash.statusCode, slash.headers.location]).toEqual([308, "/profile"]);
	const hinted = "?login_hint=a@b.c&next=?x";
	expect((await get(`/profile/${hinted}`)).headers.location).toBe(`/profile${hinted}`);
	const known = await get("/.well-known/change-password");
	expect([known.statusCode, known.headers.location]).toEqual([302, "/change-password"]);
	// Password managers request this to detect sites that answer everything with 200 (W3C).
	const unknown = "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200";
	expect((await get(unknown)).statusCode).toBe(404);
	expect((await get("//evil.example/profile/")).statusCode).toBe(404);
});

test("a request may have an absolute URL, as from some proxies", async () => {
	await app.listen({ port: 0, host: "127.0.0.1" });
	const { port } = app.server.address() as AddressInfo;
	for (const [path, status] of [
		["http://portal.example/profile?a=http://x", 200],
		["HTTPS://portal.example", 200],
		["http://portal.example?a", 200],
		["http://portal.example/nothing", 404],
	] as const) {
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			request({ port, path }, resolve).on("error", reject).end();
		});
		answer.resume();
		expect([path, answer.statusCode]).toEqual([path, status]);
	}
});

test("a page carries the organisation's name from its first byte, in every encoding", async () => {
	const german = { "accept-language": "de" };
	expect((await get("/steps", german)).body).toBe("<title>A &amp; B</title>");
	const packed = await app.inject({
		url: "/steps",
		headers: { ...german, "accept-encoding": "br" },
	});
	expect(packed.headers["content-encoding"]).toBe("br");
	expect(brotliDecompressSync(packed.rawPayload).toString()).toBe("<title>A &amp; B</title>");
});

test("style sheet, logo, manifest and icons are the organisation's own", async () => {
	const css = (await get("/brand.css")).body;
	expect(css).toContain(":root{--brand:#7a1f5c;--brand-dark:#f0a0d0}");
	expect(css).toContain("inline-size:120px");
	expect(css).toMatch(/\[data-if=practice\],.*\[data-unless=support-name\].*\{display:none\}/);
	const logo = await get("/brand-logo");
	expect(logo.headers["content-type"]).toBe("image/svg+xml");
	expect(logo.headers["content-security-policy"]).toMatch(/^default-src 'none';.*sandbox$/);
	expect((await get("/brand-logo-dark")).statusCode).toBe(404);
	const { name, icons } = (await get("/manifest.webmanifest")).json();
	expect(name).toBe("A & B");
	for (const { src, sizes } of icons) {
		const icon = await get(src);
		expect(icon.headers["content-type"]).toBe("image/png");
		expect(icon.headers["cache-control"]).toContain("immutable");
		const read = readPng(icon.rawPayload);
		expect(read.ok && `${read.size.width}x${read.size.height}`).toBe(sizes);
	}
	expect((await get("/brand.css?older")).headers["cache-control"]).toBe("no-cache");
	expect((await get("/brand-icon")).body).toContain('fill="#7a1f5c"');
});
