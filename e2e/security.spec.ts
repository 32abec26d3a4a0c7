import { expect, test } from "./support/test.ts";

const PAGES = [
	"/",
	"/profile",
	"/change-password",
	"/progress",
	"/status/abc",
	"/does-not-exist",
	"/go/0123456789ab",
	"/preview/de/0123456789ab",
	"/helpdesk",
	"/helpdesk/links",
	"/helpdesk/links/new",
	"/helpdesk/person",
	"/helpdesk/audit",
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

test("the page for sign-in responses, opened directly, leads to the start page", async ({
	page,
}) => {
	await page.goto("/auth");
	await expect(page.getByRole("heading", { level: 1, name: /Change your password/ })).toBeVisible();
});
