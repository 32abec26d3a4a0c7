import { expect, test } from "vitest";
import { Directory } from "./directory.ts";
import { person } from "./example-people.ts";

const AT = new Date("2026-11-22T10:00:00Z");
const pair = () => [new Directory("dc1", "seed", AT), new Directory("dc2", "seed", AT)] as const;
const guid = (directory: Directory) => directory.account(person(1).id)?.objectGuid.toString("hex");

test("an object has the same GUID on both controllers, and a new one when it is recreated", () => {
	const [dc1, dc2] = pair();
	dc1.add(person(1), AT);
	dc2.add(person(1), AT);
	const first = guid(dc1);
	expect(guid(dc2)).toBe(first);
	dc1.remove(person(1).id);
	dc1.add(person(1), AT);
	expect(guid(dc1)).not.toBe(first);
	dc2.add(person(1), AT);
	expect(guid(dc2)).toBe(guid(dc1));
});

test("two people can share a name, but not an account name", () => {
	const [directory] = pair();
	const namesake = { ...person(2), displayName: person(1).displayName };
	directory.add(person(1), AT);
	directory.add(namesake, AT);
	expect(directory.account(namesake.id)?.cn).toBe("Person 1 (person2)");
	const thief = { ...person(3), samAccountName: "PERSON1" };
	expect(() => directory.add(thief, AT)).toThrow("belongs to CN=Person 1,");
});
