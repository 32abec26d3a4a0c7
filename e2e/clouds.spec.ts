import { type Browser, chromium, type LaunchOptions, type Page } from "playwright/test";
import { WHOLE_CHROMIUM } from "#tools/debian-packages.ts";
import { CLOUDS, type Cloud } from "../lib/server/settings/clouds.ts";
import { type CloudFront, startCloudFront } from "./support/cloud-front.ts";
import { guard } from "./support/guard.ts";
import { type Stack, startStack } from "./support/stack.ts";
import { expect, heading, openForm, signIn, submit, test } from "./support/test.ts";

/**
 * The practice tenant plays each of Microsoft's clouds, over https and under that cloud's own host names, which
 * Chromium and the portal's server resolve to this machine. Only `ENTRA_CLOUD` is set.
 */
type Played = { stack: Stack; front: CloudFront; browser: Browser };

async function playing(cloud: Cloud, use: (played: Played) => Promise<void>): Promise<void> {
	const { login, graph } = CLOUDS[cloud];
	const front = await startCloudFront({ login, graph });
	const stack = await startStack({
		practiceArgs: ["--login", login, "--graph", graph],
		front: async (tenant, dataDir) => front.connectTenant(tenant, dataDir),
		settings: { ENTRA_CLOUD: cloud, SMTP_URL: "", MAIL_FROM: "" },
	});
	const browser = await chromium.launch(launching(front));
	try {
		await use({ stack, front, browser });
	} finally {
		await browser.close();
		await stack.stop();
		await front.stop();
	}
}

/** The launch options of the other tests' browser, plus where it finds the cloud. */
function launching({ chromiumArgument }: CloudFront, more: string[] = []): LaunchOptions {
	const { executablePath, args = [] } = test.info().project.use.launchOptions ?? {};
	return { ...(executablePath && { executablePath }), args: [...args, chromiumArgument, ...more] };
}

async function newPage({ browser, stack }: Played): Promise<Page> {
	const context = await browser.newContext({ baseURL: stack.portal, ignoreHTTPSErrors: true });
	return context.newPage();
}

for (const cloud of Object.keys(CLOUDS) as Cloud[]) {
	test(`the whole journey in the cloud ${cloud}`, async () => {
		const { login, graph, lockedAfter } = CLOUDS[cloud];
		await playing(cloud, async (played) => {
			const { stack } = played;
			const page = await newPage(played);
			const guarded = guard(page, [stack.portal, login, graph]);
			guarded.allow(/status of 400/);
			const tokens = followTokens(page);
			const asked = new Set<string>();
			page.on("request", (request) => {
				const { origin, pathname } = new URL(request.url());
				if (origin !== stack.portal) asked.add(`${request.method()} ${origin}${pathname}`);
			});
			const config = await (await page.request.get("/api/config")).json();
			expect(config.isPractice).toBe(false);
			expect(config.tenant).toMatchObject({ isCustom: false, graphUrl: graph, lockedAfter });
			const authority = `${login}/${config.tenant.id}`;

			if (cloud === "china") await expectNoAddress(played);
			const refused = await stack.controls.person("in-domain", { signInRefusal: "not-consented" });
			await signIn(page, refused);
			const link = new URL((await page.getByText(/adminconsent\?/).textContent()) ?? "");
			expect(link.origin + link.pathname).toBe(`${authority}/v2.0/adminconsent`);
			expect(link.searchParams.get("scope")).toBe(`${graph}/.default`);

			const person = await stack.controls.person("in-domain");
			await openForm(page, person);
			if (cloud === "usgov") await expectWarningBeforeThird(page);
			await submit(page, person.password);
			await expect(page).toHaveURL(/\/progress$/);
			await stack.controls.deliver(person.id);
			await expect(heading(page, "Your new password works")).toBeVisible();

			for (const call of [
				`GET ${authority}/oauth2/v2.0/authorize`,
				`POST ${authority}/oauth2/v2.0/token`,
				`GET ${graph}/v1.0/me`,
				`POST ${graph}/v1.0/me/changePassword`,
			]) {
				expect([...asked]).toContain(call);
			}
			expect(await page.evaluate(issuers)).toEqual([`${authority}/v2.0`]);
			expect(tokens()).toEqual({
				"for Graph": [graph],
				"for the portal": [stack.portal],
				refresh: [login],
			});
			guarded.check();
		});
	});
}

/** Entra's id of Graph, the audience of its tokens. */
const GRAPH_ID = "00000003-0000-0000-c000-000000000000";
const JWT = /eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+/g;

/** Follows a page's requests. @returns the origins that each kind of token was sent to; its claims tell the kind */
function followTokens(page: Page) {
	const requests: { origin: string; text: string }[] = [];
	page.on("request", (request) => {
		// `allHeaders` never resolves for some requests that are cut off, and adds only cookies.
		const said = [request.url(), request.postData(), JSON.stringify(request.headers())];
		requests.push({ origin: new URL(request.url()).origin, text: said.join("\n") });
	});
	return (): Record<string, string[]> => {
		const sent = new Map<string, Set<string>>();
		const texts = requests.map(({ text }) => text);
		const refreshTokens = texts.flatMap((text) => /&refresh_token=([^&\s]+)/.exec(text)?.[1] ?? []);
		for (const [n, text] of texts.entries()) {
			const kinds: string[] = [...text.matchAll(JWT)].map(([, claims = ""]) => {
				const { aud, scp } = JSON.parse(Buffer.from(claims, "base64url").toString());
				if (aud === GRAPH_ID) return "for Graph";
				return scp === undefined ? "id" : "for the portal";
			});
			if (refreshTokens.some((token) => text.includes(token))) kinds.push("refresh");
			for (const kind of kinds) {
				sent.set(kind, (sent.get(kind) ?? new Set()).add(requests[n]?.origin ?? ""));
			}
		}
		return Object.fromEntries([...sent].map(([kind, origins]) => [kind, [...origins]]));
	};
}

/** The issuers of the ID tokens held by the page. */
function issuers(): string[] {
	return Object.keys(sessionStorage)
		.filter((key) => key.includes("|idtoken|"))
		.map((key) => JSON.parse(sessionStorage.getItem(key) ?? "{}").secret.split(".")[1])
		.map((part) => JSON.parse(atob(part.replaceAll("-", "+").replaceAll("_", "/"))).iss);
}

/** Where 3 failed attempts lock an account, the portal warns before the third, and waits. */
async function expectWarningBeforeThird(page: Page): Promise<void> {
	await submit(page, "Wrong-One-11");
	await expect(page.getByRole("link", { name: /Current password is wrong/ })).toBeVisible();
	await submit(page, "Wrong-Two-22");
	await expect(page.getByRole("link", { name: /after 3 failed attempts/ })).toBeVisible();
	await page.evaluate(() => localStorage.removeItem("keyturn.tries"));
}

/** Where the address of Microsoft's page is not known, the guide says how to find it. */
async function expectNoAddress(played: Played): Promise<void> {
	const page = await newPage(played);
	await signIn(page, await played.stack.controls.person("directory-role"));
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByRole("heading", { name: /Microsoft’s page/ })).toBeVisible();
	await expect(page.getByText(/^Open My Account in Microsoft\s365/)).toBeVisible();
	await expect(page.locator("a[target=_blank]")).toHaveCount(0);
	await page.context().close();
}

test.describe("expired tokens with a live session at the tenant", () => {
	type Ways = { inFrame: number; byPage: (string | null)[] };

	/**
	 * Returns to a page with only the account left, and reports how its tokens were renewed; in a regular
	 * browser profile, unlike the private windows of the other tests.
	 */
	async function renewed(more: string[]): Promise<Ways> {
		const ways: Ways = { inFrame: 0, byPage: [] };
		await playing("global", async ({ stack, front }) => {
			const context = await chromium.launchPersistentContext("", {
				...launching(front, more),
				executablePath: WHOLE_CHROMIUM,
				baseURL: stack.portal,
				ignoreHTTPSErrors: true,
			});
			try {
				await comeBack(await context.newPage(), stack, ways);
			} finally {
				await context.close();
			}
		});
		return ways;
	}

	async function comeBack(page: Page, stack: Stack, ways: Ways): Promise<void> {
		const person = await stack.controls.person("in-domain");
		await signIn(page, person);
		await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
		await page.evaluate(() => {
			const isToken = (key: string) => /\|(?:access|refresh)token\|/.test(key);
			for (const key of Object.keys(sessionStorage).filter(isToken)) sessionStorage.removeItem(key);
		});
		page.on("request", (request) => {
			if (!/\/oauth2\/v2\.0\/authorize\?/.test(request.url())) return;
			if (request.frame() !== page.mainFrame()) ways.inFrame += 1;
			else ways.byPage.push(new URL(request.url()).searchParams.get("prompt"));
		});
		await page.reload();
		await expect(page.getByRole("link", { name: "Change password" })).toBeVisible();
		await expect(page.getByRole("main").getByText(person.userPrincipalName)).toBeVisible();
		await expect(page).toHaveURL(`${stack.portal}/profile`);
	}

	test("are renewed by the page without a prompt, where third-party cookies are blocked", async () => {
		const { inFrame, byPage } = await renewed(["--test-third-party-cookie-phaseout"]);
		expect(inFrame).toBeGreaterThan(0);
		expect(byPage).toEqual(["none"]);
	});
});
