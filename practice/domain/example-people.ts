import { randomUUID } from "node:crypto";
import type { DomainPerson } from "./stand-in.ts";

/** People for tests: `person(1)` is always the same. */
export function person(number: number): DomainPerson {
	const digits = String(number).padStart(12, "0");
	return {
		id: `a1b2c3d4-e5f6-4a7b-8c9d-${digits}`,
		userPrincipalName: `person${number}@aaddscontoso.com`,
		samAccountName: `person${number}`,
		displayName: `Person ${number}`,
	};
}

/** A new person with this user name. */
export function personNamed(name: string, id: string = randomUUID()): DomainPerson {
	return {
		id,
		userPrincipalName: `${name}@aaddscontoso.com`,
		samAccountName: name,
		displayName: name,
	};
}
