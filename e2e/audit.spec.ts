import { readFileSync } from "node:fs";
import { expectAccessible } from "./support/accessible.ts";
import { makeLink, signInAt } from "./support/helpdesk.ts";
import { apiToken, expect, test } from "./support/test.ts";

const LINK = "0123456789ab";

test("without the role the pages say so, and nothing is readable", async ({
	page,
	guard,
	person,
}) => {
	guard.allow(/status of 403/);
	for (const path of [
		"person",
		"groups",
		`groups/${LINK}`,
		"links",
		"links/new",
		`links/${LINK}`,
		"expire",
		"audit",
	]) {
		if (path === "person") await signInAt(page, "/helpdesk/person", person);
		else await page.goto(`/helpdesk/${path}`);
		await expect(page.getByText(/^Your account does not have the helpdesk’s role/)).toBeVisible();
		await expect(page.getByRole("heading", { level: 1 })).toHaveText([
			"These pages are for the helpdesk",
		]);
	}
	await expectAccessible(page, "no role");
	const headers = { authorization: `Bearer ${await apiToken(page)}` };
	const refused = await page.request.get("/api/helpdesk/links", { headers });
	expect([refused.status(), (await refused.json()).code]).toEqual([403, "role-missing"]);
});

test("what the helpdesk does is recorded, shown, filtered and exported", async ({
	page,
	newPerson,
}) => {
	const agent = await newPerson("helpdesk");
	await signInAt(page, "/helpdesk/links/new", agent);
	const title = `=HYPERLINK("https://evil.example") ${agent.id.slice(0, 8)}`;
	const id = await makeLink(page, { title });
	await page.getByRole("button", { name: "End this link" }).click();
	await page.getByRole("button", { name: "End the link" }).click();
	await expect(page.getByText("Ended", { exact: true }).first()).toBeVisible();

	await page.goto("/helpdesk/audit");
	await expect(page.getByText("The record is intact")).toBeVisible();
	await page.getByLabel("Person, group or link").pressSequentially(agent.id.slice(0, 8));
	await page.getByRole("button", { name: "Filter" }).click();
	const list = page.getByRole("list", { name: "What was done" });
	const rows = list.getByRole("listitem").filter({ hasText: title });
	await expect(rows).toHaveCount(2);
	await expect(rows.first()).toContainText(`${agent.userPrincipalName} ended the link “${title}”.`);
	await expect(rows.last()).toContainText(
		`${agent.userPrincipalName} created the link “${title}”.`,
	);
	await rows.last().getByText("Details").click();
	await expect(rows.last()).toContainText(agent.id);
	await page.getByRole("combobox", { name: "Action" }).selectOption("Link created");
	await page.getByRole("button", { name: "Filter" }).click();
	await expect(rows).toHaveCount(1);
	await expectAccessible(page, "audit");

	const save = async (name: string) => {
		const [file] = await Promise.all([
			page.waitForEvent("download"),
			page.getByRole("button", { name }).click(),
		]);
		return readFileSync(await file.path(), "utf8");
	};
	const csv = await save("Save as CSV");
	expect(csv.charCodeAt(0)).toBe(0xfeff);
	expect(csv.split("\r\n")[1]).toContain(`"'=HYPERLINK(""https://evil.example"")`);
	expect(csv).toContain(id);
	const json = JSON.parse(await save("Save as JSON"));
	expect(json).toMatchObject([
		{ action: "link-made", subject: { id, name: title }, result: "done" },
	]);

	const token = await apiToken(page);
	const all = await page.request.get("/api/helpdesk/audit/export?format=json", {
		headers: { authorization: `Bearer ${token}` },
	});
	const text = await all.text();
	expect(text).toContain("audit-exported");
	for (const secret of [token, agent.password]) expect(text).not.toContain(secret);
});
