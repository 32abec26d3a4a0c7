import { describe, expect, test, vi } from "vitest";
import { CROWD_PASSWORD, CROWD_SIZE, createCrowd, crowdId } from "./directory/crowd.ts";
import { freshPerson } from "./fresh-person.ts";
import type { Person } from "./people.ts";
import { createPeople } from "./people-store.ts";

const now = new Date("2026-11-22T10:00:00Z");

function open() {
	const added = vi.fn<(person: Person) => void>();
	const changed = vi.fn<(person: Person, password: string) => void>();
	const expired = vi.fn<(person: Person) => void>();
	return {
		added,
		changed,
		expired,
		people: createPeople({ added, changed, expired }, createCrowd(now)),
	};
}

describe("a person in the crowd", () => {
	test("is found by id and by user name, and signs in with the shared password", async () => {
		const { people } = open();
		const person = people.find(crowdId(CROWD_SIZE));
		expect(person?.mailNickname.length).toBeLessThanOrEqual(20);
		const name = person?.userPrincipalName.toUpperCase() ?? "";
		expect(people.findByUserName(name)).toEqual(person);
		expect(people.isPassword(crowdId(1), CROWD_PASSWORD)).toBe(true);
		expect(people.isPassword(crowdId(1), "Another-27")).toBe(false);
	});

	test.each([crowdId(0), crowdId(CROWD_SIZE + 1), "c0a0d000-0000-4000-8000-1"])(
		"does not have the id %s",
		(id) => expect(open().people.find(id)).toBeUndefined(),
	);

	test("keeps their changes, and their own password only", async () => {
		const { people, changed } = open();
		people.setPassword(crowdId(3), "Brand-New-99x", now);
		expect(changed).toHaveBeenCalledWith(people.find(crowdId(3)), "Brand-New-99x");
		expect(people.find(crowdId(3))?.lastPasswordChangeDateTime).toBe("2026-11-22T10:00:00Z");
		expect(people.isPassword(crowdId(3), CROWD_PASSWORD)).toBe(false);
		expect(people.all()).toEqual([]);
	});

	test("expires in the managed domain only once they have an account there", async () => {
		const { people, added, expired } = open();
		people.update(crowdId(4), { forceChangePasswordNextSignIn: true });
		expect(expired).not.toHaveBeenCalled();
		await people.introduce(crowdId(6));
		await people.introduce(crowdId(6));
		expect(added).toHaveBeenCalledOnce();
		people.update(crowdId(6), { forceChangePasswordNextSignIn: true });
		expect(expired).toHaveBeenCalledOnce();
	});

	test("can be removed for good", () => {
		const { people } = open();
		expect(people.remove(crowdId(5))).toBe(true);
		expect(people.remove(crowdId(5))).toBe(false);
		expect(people.find(crowdId(5))).toBeUndefined();
		expect([...people.everybody()]).toHaveLength(CROWD_SIZE - 1);
	});
});

describe("an added person", () => {
	test("comes before the crowd, and reserves their id and name", async () => {
		const { people } = open();
		const { person, password } = freshPerson("in-domain", {}, now);
		await people.add(person, password);
		const [first] = people.everybody();
		expect(first).toEqual(person);
		await expect(people.add(person, password)).rejects.toThrow("already");
	});

	test("is remembered as before the latest change", async () => {
		const { people } = open();
		const { person } = freshPerson("in-domain", {}, now);
		await people.add(person, null);
		people.update(person.id, { forceChangePasswordNextSignIn: true }, now);
		expect(people.latestUpdate(person.id)).toEqual({ at: now, before: person });
	});
});
