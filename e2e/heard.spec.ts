import { heardBy, listen } from "./support/heard.ts";
import { recordTelling } from "./support/notifications.ts";
import {
	existingField,
	expect,
	heading,
	NEW_PASSWORD,
	newField,
	signIn,
	submitButton,
	test,
} from "./support/test.ts";

/** The journey with a screen reader: the content, and the announcements. */

const SLOW_MS = 700;

test("each change of state is announced once, and waiting once", async ({
	page,
	context,
	stack,
	person,
}) => {
	// As most browsers begin.
	await recordTelling(context, { permission: "default" });
	await listen(page);
	// So slow that every part of the page shows that it is loading.
	await page.route(/\/(?:api|v1\.0)\/(?!.*events)/, async (route) => {
		await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
		await route.continue();
	});
	await signIn(page, person);
	const main = page.getByRole("main");
	await test.step("the profile", async () => {
		await expect(main.getByText("Password on work computers")).toBeVisible();
		await expect(main).toMatchAriaSnapshot(`
			- heading /^Hello/ [level=1]
		`);
		expect(withWord(await heardBy(page), /^Loading|^Checking/).length).toBeLessThanOrEqual(2);
	});

	await test.step("loading the form is announced once", async () => {
		await page.goto("/change-password");
		await expect(existingField(page)).toBeVisible();
		expect(withWord(await heardBy(page), /^Loading/)).toEqual(["Loading…"]);
		await expect(main).toMatchAriaSnapshot(`
			- heading "Change password" [level=1]
		`);
	});

	await test.step("an error is announced once, and not again while it is corrected", async () => {
		await submitButton(page).click();
		await expect(existingField(page)).toHaveAttribute("aria-invalid", "true");
		expect(await heardBy(page)).toEqual([
			"There is a problem Enter your current password Enter your new password",
		]);
		await expect(main).toMatchAriaSnapshot(`
			- alert:
			  - heading "There is a problem" [level=2]
			  - list:
			    - listitem:
			      - link "Enter your current password"
			    - listitem:
			      - link "Enter your new password"
			- heading "Change password" [level=1]
			- textbox "Current password" [invalid]
			- textbox "New password" [invalid]
			- button "Change password"
		`);
		await existingField(page).pressSequentially(person.password);
		await newField(page).pressSequentially(NEW_PASSWORD);
		await expect(page.getByText("Strong: very hard to guess.").first()).toBeVisible();
		expect(withWord(await heardBy(page), /problem|Enter your/)).toEqual([]);
	});

	await test.step("Progress announces each state once", async () => {
		await submitButton(page).click();
		await expect(heading(page, "Your new password is on its way")).toBeVisible();
		await expect(page.getByText("Continue on another device")).toBeVisible();
		await expect(main).toMatchAriaSnapshot(`
			- heading "Your new password is on its way" [level=1]
			- list:
			  - listitem: Microsoft 365 Changed done
			  - listitem: Sign-in servers 0 of 2
			  - listitem: Work computers
			- region "While you wait":
			  - button "Tell me when it works"
			  - checkbox "Play a sound"
		`);
		expect(withWord(await heardBy(page), /^Changing/)).toEqual(["Changing your password"]);
		await stack.controls.deliver(person.id, "dc1");
		await expect(heading(page, /arrived on 1 of 2/)).toBeVisible();
		const arriving = await heardBy(page);
		expect(arriving).toHaveLength(1);
		expect(arriving[0]).toContain("Your new password has arrived on 1 of 2 sign-in servers");
		await stack.controls.deliver(person.id, "dc2");
		await expect(heading(page, "Your new password works")).toBeVisible();
		await expect(page.getByRole("tablist")).toBeVisible();
		await expect(main).toMatchAriaSnapshot(`
			- heading "Your new password works" [level=1]
			- heading "How to sign in" [level=2]
			- tablist "Your computer"
			- group "Update saved passwords"
			- button "Sign out"
		`);
		const works = await heardBy(page);
		expect(works).toHaveLength(1);
		expect(works[0]).toContain("Your new password works");
	});
});

const withWord = (heard: readonly string[], word: RegExp) => heard.filter((one) => word.test(one));
