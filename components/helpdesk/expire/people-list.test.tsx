import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { PersonLine } from "../find/person-line.tsx";
import { PeopleList } from "./people-list.tsx";

const PEOPLE = Array.from({ length: 120 }, (_, n) => ({
	id: `p${n}`,
	displayName: `Person ${n}`,
	userPrincipalName: `p${n}@contoso.example`,
}));

test("at either end of a long list the focus is on the list, as one button is gone", async () => {
	await show(<PeopleList id="all" label="Everybody" people={PEOPLE} />);
	const list = page.getByRole("list", { name: "Everybody" });
	const further = page.getByRole("button", { name: "Next" });
	for (let n = 0; n < 2; n++) {
		(further.element() as HTMLElement).focus();
		await userEvent.keyboard("{Enter}");
	}
	await expect.element(page.getByText("101 to 120 of 120")).toBeVisible();
	expect(further.elements()).toEqual([]);
	await expect.element(list).toHaveFocus();
});

test("a name is found without its accents", async () => {
	const people = [...PEOPLE, { id: "m", displayName: "İpek Müller", userPrincipalName: "i@x.com" }];
	await show(<PeopleList id="all" label="Everybody" people={people} />);
	await page.getByRole("searchbox").click();
	await userEvent.keyboard("ipek mu");
	await expect.element(page.getByText("İpek Müller")).toBeVisible();
	await expect.element(page.getByText("Person 0", { exact: true })).not.toBeInTheDocument();
});

test("the longest name fits a list, on a phone and beside its user name", async () => {
	const person = {
		id: "long",
		displayName: "W".repeat(256),
		userPrincipalName: `${"w".repeat(64)}@contoso.example`,
	};
	await show(
		<>
			<PeopleList id="all" label="Everybody" people={[person]} />
			<ul>
				<PersonLine person={person} onChoose={() => {}} />
			</ul>
		</>,
	);
	for (const width of [320, 1280]) {
		await page.viewport(width, 640);
		expect(document.documentElement.scrollWidth).toBe(width);
		for (const list of page.getByRole("list").elements()) {
			expect(list.scrollWidth).toBeLessThanOrEqual(list.clientWidth);
		}
	}
});
