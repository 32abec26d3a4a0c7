import { randomBytes, randomUUID } from "node:crypto";
import { isExternal } from "./directory/home.ts";
import { graphDateTime, type PeopleStore, type Person, type Template } from "./people.ts";
import { externalOf, type SamplePerson, samplePeople, UPN_SUFFIX } from "./sample-people.ts";

const EXISTED_BEFORE_MS = 40 * 86_400_000;

export type Wish = {
	template: Template;
	overrides?: Partial<Person>;
	/** Instead of a random one. */
	password?: string;
};

/** Adds a fresh person to the tenant; throws if id or user name is already in use. */
export async function createPerson(
	people: PeopleStore,
	{ template, overrides = {}, password: wished }: Wish,
	now: Date,
): Promise<SamplePerson> {
	const { person, password } = freshPerson(template, overrides, now);
	const used = password === null ? null : (wished ?? password);
	return { person: await people.add(person, used), password: used };
}

/**
 * Creates a person from a sample, with unique names, id and password, so that tests share
 * nothing. The alias stays below the 20 characters of a SAM account name.
 */
export function freshPerson(
	template: Template,
	overrides: Partial<Person>,
	now: Date,
): SamplePerson {
	const sample = samplePeople(now).find(({ person }) => person.template === template);
	if (sample === undefined) throw new Error(`No sample person for ${template}`);
	const mark = randomBytes(3).toString("hex");
	const alias = `${sample.person.mailNickname.slice(0, sample.person.mailNickname.indexOf("."))}.${mark}`;
	const person: Person = {
		...sample.person,
		...namesOf(sample.person, alias),
		id: randomUUID(),
		surname: `${sample.person.surname} ${mark}`,
		displayName: `${sample.person.displayName} ${mark}`,
		lastPasswordChangeDateTime: graphDateTime(new Date(now.getTime() - EXISTED_BEFORE_MS)),
		purpose: "Created for one test.",
		...overrides,
	};
	return { person, password: sample.password === null ? null : randomPassword() };
}

function namesOf(sample: Person, alias: string): Partial<Person> {
	if (isExternal(sample)) {
		const homeDomain = sample.mail?.split("@")[1] ?? "fabrikam.com";
		return externalOf(alias, homeDomain, sample.identities[0]?.issuer ?? "ExternalAzureAD");
	}
	const userPrincipalName = `${alias}@${UPN_SUFFIX}`;
	const identities = [
		{ signInType: "userPrincipalName", issuer: UPN_SUFFIX, issuerAssignedId: userPrincipalName },
	];
	return { userPrincipalName, mailNickname: alias, mail: userPrincipalName, identities };
}

/** @returns a password that meets Entra's rules. */
export function randomPassword(): string {
	const hex = randomBytes(8).toString("hex");
	return `Kt-${hex.slice(0, 10)}-${hex.slice(10)}x`;
}
