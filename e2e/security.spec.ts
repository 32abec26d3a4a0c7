import { expect, test } from "./support/test.ts";

const PAGES = [
	...["/", "/profile", "/change-password", "/progress", "/status/abc", "/does-not-exist"],
	...["/go/0123456789ab", "/preview/de/0123456789ab"],
	...["/helpdesk", "/helpdesk/links", "/helpdesk/links/new", "/helpdesk/person", "/helpdesk/audit"],
	...["", "/edit", "/sheet"].map((part) => `/helpdesk/links/0123456789ab${part}`),
];

test("every page has a strict policy and matching headers", async ({ request, stack }) => {
	for (const path of PAGES) {
		const headers = (await request.get(path)).headers();
		const policy = headers["content-security-policy"] ?? "";
		expect(policy, path).toContain("default-src 'none'");
		expect(policy, path).not.toMatch(/unsafe-inline|unsafe-eval|\*/);
		expect(policy, path).toMatch(/script-src 'self' 'sha256-/);
		expect(policy, path).toContain("form-action 'none'");
		expect(policy, path).toContain("worker-src 'self';");
		expect(policy, path).toContain("require-trusted-types-for 'script'");
		const origins = policy.match(/https?:\/\/[^ ;]+/g) ?? [];
		expect(new Set(origins), path).toEqual(new Set([stack.tenant]));
		expect(headers["x-content-type-options"], path).toBe("nosniff");
		expect(headers["referrer-policy"], path).toBe("no-referrer");
		expect(headers["cross-origin-opener-policy"], path).toBe("same-origin");
		expect(headers["x-powered-by"], path).toBeUndefined();
	}
});

test("text becomes neither markup nor script, and no Trusted Types policy can allow it", async ({
	page,
	guard,
}) => {
	guard.allow(/TrustedHTML|TrustedScript|Trusted Type|trusted-types|Content Security Policy/);
	await page.goto("/");
	await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
	const refused = await page.evaluate(() => {
		const tries: Record<string, () => unknown> = {
			markup: () => Object.assign(document.createElement("p"), { innerHTML: "<b>a</b>" }),
			frame: () => document.createElement("iframe").setAttribute("srcdoc", "<b>a</b>"),
			address: () => Object.assign(document.createElement("script"), { src: "/auth.js" }),
			worker: () => new Worker("/auth.js"),
			policy: () =>
				// TypeScript's DOM does not have it yet.
				Reflect.get(window, "trustedTypes").createPolicy("default", {
					createHTML: (text: string) => text,
				}),
		};
		const isRefused = ([, attempt]: [string, () => unknown]) => {
			try {
				attempt();
				return false;
			} catch {
				return true;
			}
		};
		return Object.entries(tries)
			.filter(isRefused)
			.map(([name]) => name);
	});
	expect(refused).toEqual(["markup", "frame", "address", "worker", "policy"]);
});

test("non-pages can do nothing in a frame, and errors are problem documents", async ({
	request,
}) => {
	const refused: [method: string, path: string, status: number][] = [
		["GET", "/api/config", 200],
		["GET", "/api/nothing", 404],
		["GET", "/_next/static/nothing.js", 404],
		["GET", "/_next/image?url=%0aforged", 404],
		["GET", "/%", 400],
		["POST", "/profile", 405],
		["OPTIONS", "/profile", 405],
		["DELETE", "/_next/static/nothing.js", 405],
	];
	for (const [method, path, status] of refused) {
		const answer = await request.fetch(path, { method });
		expect(answer.status(), path).toBe(status);
		const headers = answer.headers();
		const policy = "default-src 'none'; frame-ancestors 'none'; sandbox";
		expect(headers["content-security-policy"], path).toBe(policy);
		expect(headers["x-content-type-options"], path).toBe("nosniff");
		expect(headers["referrer-policy"], path).toBe("no-referrer");
		expect(headers["cross-origin-resource-policy"], path).toBe("same-origin");
		if (status !== 200) expect(headers["content-type"]).toContain("application/problem+json");
	}
});

test("every address has one canonical form", async ({ request }) => {
	for (const path of ["/PROFILE", "/en/profile", "/profile.html", "/%70rofile", "/en.html"]) {
		expect((await request.get(path)).status(), path).toBe(404);
	}
	const slash = await request.get("/profile/", { maxRedirects: 0 });
	expect([slash.status(), slash.headers().location]).toEqual([308, "/profile"]);
});

test("the page that receives sign-in responses has no opener policy and is never cached", async ({
	request,
}) => {
	const headers = (await request.get("/auth")).headers();
	expect(headers["cross-origin-opener-policy"]).toBeUndefined();
	expect(headers["cache-control"]).toBe("no-store");
	expect(headers["content-security-policy"]).toContain("default-src 'none'");
});

test("opened directly, it leads to the start page", async ({ page }) => {
	await page.goto("/auth");
	await expect(page.getByRole("heading", { level: 1, name: /Change your password/ })).toBeVisible();
});

test("the well-known address leads to the form, and unknown ones are a real 404", async ({
	request,
}) => {
	const known = await request.get("/.well-known/change-password", { maxRedirects: 0 });
	expect(known.status()).toBe(302);
	expect(known.headers().location).toBe("/change-password");
	// Password managers request this to detect sites that answer everything with 200 (W3C).
	const unknown = await request.get(
		"/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
	);
	expect(unknown.status()).toBe(404);
	expect((await request.get("/does/not/exist")).status()).toBe(404);
});

test("the first paint needs no script, and says what needs one", async ({
	browser,
	request,
	stack,
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(stack.portal);
	await expect(page.getByRole("heading", { level: 1 })).toHaveText(
		"Change your password, and see when it works",
	);
	await context.close();
	// With this switch Chromium disables scripts but does not show `noscript` elements.
	const html = await (await request.get("/")).text();
	expect(html).toMatch(/<noscript>.*This portal needs JavaScript.*<\/noscript>/s);
});
