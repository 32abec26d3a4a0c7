import { expect, heading, lookNow, NEW_PASSWORD, signIn, test } from "./support/test.ts";

/** People synchronised from on-premises, without password writeback. */

test("a password set on a work computer is noticed on both legs of its journey", async ({
	page,
	stack,
	newPerson,
}) => {
	const asked: string[] = [];
	page.on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
	const person = await newPerson("synchronised");
	await signIn(page, person);
	await page.getByRole("link", { name: "Change password" }).click();
	await expect(page.getByText(/press Ctrl\+Alt\+Del/)).toBeVisible();
	await page.getByRole("button", { name: "Start following" }).click();
	const changed = page.getByRole("button", { name: "I have changed it" });
	await expect(changed).toBeVisible();
	// Nothing was sent from here, and Progress does not claim that it was.
	await page.goto("/progress");
	await expect(heading(page, "We have not seen a new password yet")).toBeVisible();
	await expect(page.getByText("Do not send the change again")).toBeHidden();
	await expect(page.getByText("Microsoft 365 shows no change so far.")).toBeVisible();
	await expect(page.getByText("The form tells you first")).toBeHidden();
	await page.getByRole("link", { name: "Change password" }).click();
	await stack.controls.changeOnPremises(person.id, NEW_PASSWORD);
	await changed.click();
	await expect(page.getByText(/^Not yet\./)).toBeVisible();
	await page.reload();
	await expect(page.getByText("Waiting for your new password")).toBeVisible();
	await stack.controls.arriveFromOnPremises(person.id);
	await lookNow(page);
	await expect(heading(page, "Your new password is on its way")).toBeVisible();
	await stack.controls.deliver(person.id);
	await expect(heading(page, "Your new password works")).toBeVisible();
	expect(asked.filter((request) => request.includes("PasswordProfile"))).toEqual([]);
});
