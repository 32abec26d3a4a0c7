import { readFileSync } from "node:fs";
import { expectAccessible, expectNoFindings } from "./support/accessible.ts";
import { makeLink, signInAt } from "./support/helpdesk.ts";
import {
	enterCredentials,
	existingField,
	expect,
	heading,
	submit,
	test,
	type,
} from "./support/test.ts";

test("a link leads people to the change and counts how far they get", async ({
	page,
	elsewhere,
	stack,
	newPerson,
	request,
}) => {
	const agent = await newPerson("helpdesk");
	await signInAt(page, "/helpdesk/links/new", agent);
	const id = await makeLink(page, { title: "Before the move", message: "Dear colleagues" });
	const counts = async () => {
		await page.reload();
		await expect(page.getByText(/^Opened$/)).toBeVisible();
		const pairs = await page.locator("dl > div", { has: page.locator("dd") }).allInnerTexts();
		return pairs
			.slice(0, 4)
			.map((text) => Number(/\d+/.exec(text)?.[0]))
			.join();
	};
	expect(await counts()).toBe("0,0,0,0");

	// A mail scanner fetches the page and its data, which changes nothing.
	for (const path of [`/go/${id}`, `/api/go/${id}`]) {
		expect((await request.get(path)).status()).toBe(200);
		expect((await request.head(path)).status()).toBeLessThan(500);
	}
	expect(await counts()).toBe("0,0,0,0");

	const person = await newPerson("in-domain");
	const employee = await elsewhere();
	await employee.goto(`/go/${id}`);
	await expect(heading(employee, "Before the move")).toBeVisible();
	await expect(employee.getByText("Dear colleagues")).toBeVisible();
	// The message was read once, together with the page.
	const reads = () =>
		employee.evaluate(
			(path) => performance.getEntriesByName(location.origin + path).map((one) => one.toJSON()),
			`/api/go/${id}`,
		);
	await expect.poll(reads).toEqual([expect.objectContaining({ initiatorType: "link" })]);
	// Up to here it could be a scanner that runs scripts.
	expect(await counts()).toBe("0,0,0,0");
	await employee.mouse.wheel(0, 100);
	await expect.poll(counts).toBe("1,0,0,0");
	await employee.reload();
	await expect(heading(employee, "Before the move")).toBeVisible();

	await employee.getByRole("button", { name: "Sign in and start" }).click();
	await enterCredentials(employee, person);
	await expect(heading(employee, /^Hello /)).toBeVisible();
	await expect.poll(counts).toBe("1,1,0,0");
	await employee.getByRole("link", { name: "Change password" }).click();
	await submit(employee, person.password);
	await expect(heading(employee, "Your new password is on its way")).toBeVisible();
	await expect.poll(counts).toBe("1,1,1,0");
	await stack.controls.deliver(person.id);
	await expect(heading(employee, "Your new password works")).toBeVisible();
	await expect.poll(counts).toBe("1,1,1,1");
});

test("the journey takes language, way and hints from the link", async ({
	page,
	elsewhere,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	const person = await newPerson("in-domain");
	await signInAt(page, "/helpdesk/links/new", agent);
	await page.getByLabel("Domain hint").pressSequentially("contoso.com");
	const id = await makeLink(page, { title: "Umzug", language: "de", way: "guided" });

	const employee = await elsewhere();
	await employee.goto(`/go/${id}#login_hint=${encodeURIComponent(person.userPrincipalName)}`);
	await expect(employee.locator("html")).toHaveAttribute("lang", "de");
	await expect(heading(employee, "Umzug")).toBeVisible();
	const authorize = employee.waitForRequest(/\/oauth2\/v2\.0\/authorize/);
	await employee.getByRole("main").getByRole("button").click();
	const asked = new URL((await authorize).url()).searchParams;
	expect(asked.get("domain_hint")).toBe("contoso.com");
	expect(asked.get("login_hint")).toBe(person.userPrincipalName);
	await employee.getByLabel("Password", { exact: true }).pressSequentially(person.password);
	await employee.getByRole("button", { name: "Sign in" }).click();
	await expect(
		employee.getByText("Auf der Seite von Microsoft, Schritt für Schritt"),
	).toBeVisible();
	await expect(existingField(employee)).toBeHidden();
});

test("ended and unknown links look the same", async ({
	page,
	stack,
	guard,
	newPerson,
	request,
}) => {
	guard.allow(/status of 404/);
	const agent = await newPerson("helpdesk");
	await signInAt(page, "/helpdesk/links/new", agent);
	const id = await makeLink(page, { title: "Soon over" });
	await page.getByRole("button", { name: "End this link" }).click();
	await expectNoFindings(page, "asked whether to end");
	await page.getByRole("button", { name: "End the link" }).click();
	await expect(page.getByText("Ended", { exact: true }).first()).toBeVisible();
	await expect(page.getByRole("link", { name: "Change" })).toBeHidden();

	const shown: unknown[] = [];
	for (const link of [id, "0123456789ab", "no-link-at-all"]) {
		const html = await request.get(`/go/${link}`);
		await page.goto(`/go/${link}`);
		await expect(heading(page, "This link does not work")).toBeVisible();
		shown.push({
			status: html.status(),
			page: await page.getByRole("main").ariaSnapshot(),
		});
	}
	const [ended, ...others] = shown;
	for (const other of others) expect(other).toEqual(ended);
	await expectNoFindings(page, "leads nowhere");
	expect(stack.log()).not.toContain(id);
});

test("a message is only ever plain text", async ({ page, newPerson }) => {
	const agent = await newPerson("helpdesk");
	await signInAt(page, "/helpdesk/links/new", agent);
	const hostile =
		"<img src=x onerror=alert(1)><b>bold</b> [a](javascript:alert(1)) \u202egnp.exe\nnext line";
	const id = await makeLink(page, { title: "<i>Title</i> \u202etxt", message: hostile });
	await page.goto(`/go/${id}`);
	await expect(heading(page, "<i>Title</i> txt")).toBeVisible();
	await expect(page.getByText("<img src=x onerror=alert(1)><b>bold</b>")).toBeVisible();
	const main = page.getByRole("main");
	await expect(main.locator("img, b, i, a[href^='javascript']")).toHaveCount(0);
	expect(await main.innerText()).not.toMatch(/[\u202a-\u202e]/);
	await expectAccessible(page, "hostile message");
});

test("a link is created and changed by keyboard, and listed", async ({ page, newPerson }) => {
	const agent = await newPerson("helpdesk");
	await signInAt(page, "/helpdesk/links", agent);
	await page.getByRole("link", { name: "Create a link" }).press("Enter");
	const title = page.getByRole("textbox", { name: "Title" });
	await title.pressSequentially("Spring change");
	await expectNoFindings(page, "form");
	await title.press("Enter");
	await expect(heading(page, "Spring change")).toBeVisible();
	await page.getByRole("link", { name: "Change", exact: true }).press("Enter");
	await type(title, "Autumn change");
	await title.press("Enter");
	await expect(heading(page, "Autumn change")).toBeVisible();
	await page.goto("/helpdesk/links");
	await expect(page.getByRole("link", { name: "Autumn change" }).first()).toBeVisible();
	const nav = page.getByRole("navigation", { name: "Helpdesk" });
	await expect(nav.locator("[aria-current=page]")).toHaveText("Links");
	await expectAccessible(page, "list");
});

test("the page has everything to hand out, in the link's language", async ({ page, newPerson }) => {
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	const agent = await newPerson("helpdesk");
	await signInAt(page, "/helpdesk/links/new", agent);
	const id = await makeLink(page, { title: "Umzug", message: "Liebe Leute", language: "de" });
	const address = new URL(`/go/${id}`, page.url()).href;

	const download = async (name: string) => {
		const [file] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("button", { name }).click(),
		]);
		return readFileSync(await file.path());
	};
	expect((await download("Save QR code as SVG")).toString()).toMatch(/^<svg[^>]*viewBox/);
	const png = await download("Save QR code as PNG");
	expect(png.subarray(1, 4).toString()).toBe("PNG");
	expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(600);

	await page.getByRole("button", { name: "Copy: For email" }).click();
	await expect(page.getByText("Copied", { exact: true })).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toContain("Liebe Leute");
	expect(copied).toContain("Öffnen Sie diese Adresse");
	expect(copied).toContain(address);
	const mailto = await page
		.getByRole("link", { name: "Open in your email program" })
		.getAttribute("href");
	expect(mailto).toMatch(/^mailto:\?subject=Umzug&body=Liebe%20Leute/);

	const preview = page.frameLocator("iframe");
	await expect(preview.getByRole("heading", { name: "Umzug" })).toBeVisible();
	await preview.getByRole("button", { name: /anmelden/i }).click();
	await expect(preview.getByRole("heading", { name: "Umzug" })).toBeVisible();
	await page.reload();
	await expect(page.getByText("0", { exact: true }).first()).toBeVisible();
	await expect(preview.getByRole("heading", { name: "Umzug" })).toBeVisible();
	await expectAccessible(page, "details");

	await page.getByRole("link", { name: "Sheet to print" }).click();
	await expect(page.getByRole("img", { name: /QR-Code/ })).toBeVisible();
	await expect(page.locator("article")).toHaveAttribute("lang", "de");
	await expectAccessible(page, "sheet");
	// Paper is white, whatever the device's theme.
	await page.emulateMedia({ media: "print", colorScheme: "dark" });
	const colours = () =>
		page.evaluate(() => {
			const { backgroundColor, color } = getComputedStyle(document.documentElement);
			return [backgroundColor, color];
		});
	expect(await colours()).toEqual(["rgb(255, 255, 255)", "rgb(22, 25, 29)"]);
	await page.emulateMedia({ media: null, colorScheme: null });
	for (const format of ["A4", "Letter"]) {
		const pdf = (await page.pdf({ format })).toString("latin1");
		expect(pdf.match(/\/Type\s*\/Page\b/g), format).toHaveLength(1);
	}
});
