import { expect, heading, lookNow, NEW_PASSWORD, signIn, test } from "./support/test.ts";
import { expectWellMade } from "./support/well-made.ts";

/** People who are synchronised from on-premises, where passwords are not written back. */

test("a password set on a work computer is noticed on both legs of its way", async ({
	page,
	stack,
	newPerson,
}) => {
	const asked: string[] = [];
	page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
	const person = await newPerson("synchronised");
	await signIn(page, person);
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByText(/press Ctrl \+ Alt \+ Del/)).toBeVisible();
	await page.getByRole("button", { name: "Start following" }).click();
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
	await stack.controls.changeOnPremises(person.id, NEW_PASSWORD);
	await page.getByRole("button", { name: "I have changed it" }).click();
	await expect(page.getByText(/^Not yet\./)).toBeVisible();
	await stack.controls.arriveFromOnPremises(person.id);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(person.id, "dc1");
	await stack.controls.deliver(person.id, "dc2");
	await expect(heading(page, "Your new password works")).toBeVisible();
	expect(asked.filter((request) => request.includes("PasswordProfile"))).toEqual([]);
});

test("it can be followed again after a reload", async ({ page, stack, newPerson }) => {
	const person = await newPerson("synchronised");
	await signIn(page, person, "/change-password");
	await page.getByRole("button", { name: "Start following" }).click();
	// The button is there from when the watch is kept.
	const changed = page.getByRole("button", { name: "I have changed it" });
	await expect(changed).toBeVisible();
	await stack.controls.changeOnPremises(person.id, NEW_PASSWORD);
	await page.reload();
	await expect(changed).toBeVisible();
	await stack.controls.arriveFromOnPremises(person.id);
	await lookNow(page);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
});

test("the page has no finding of axe and fits into 320 pixels", async ({ page, newPerson }) => {
	await page.setViewportSize({ width: 320, height: 640 });
	await signIn(page, await newPerson("synchronised"), "/change-password");
	await expect(page.getByRole("button", { name: "Start following" })).toBeVisible();
	await expectWellMade(page);
	await page.getByRole("button", { name: "Start following" }).click();
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
	await expectWellMade(page);
});
