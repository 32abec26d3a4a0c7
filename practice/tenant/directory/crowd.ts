import { graphDateTime, ORDINARY, type Person } from "../people.ts";
import { ROLES } from "./roles.ts";

/** The number of generated people besides the sample people. */
export const CROWD_SIZE = 20_000;
/** Their shared password, so that any of them can be used. */
export const CROWD_PASSWORD = "Willow-Harbour-20k";

const ID_START = "c0a0d000-0000-4000-8000-";
const UPN_SUFFIX = "aaddscontoso.com";
const DAY_MS = 86_400_000;

const GIVEN_NAMES =
	"Ada Bao Cem Dilan Eva Femi Goran Hana Idris Joy Kofi Lena Milo Nia Otto Pia Quinn Rosa Sven Tara Uma Viktor Wanda Xenia Yara Zoran Aisha Bruno Carla";
const SURNAMES =
	"Abdi Berg Castro Duarte Eriksen Fischer Garcia Huang Ibrahim Jensen Kowalski Larsen Moreau Nakamura Osei Petrov Quist Rossi Schmidt Tamm Ueda Vargas Weber Xu Yilmaz Zanetti Aydin Baker Chen Diallo Evans";
const givenNames = GIVEN_NAMES.split(" ");
const surnames = SURNAMES.split(" ");

/** The whole crowd, generated on each call without storing anything. */
export type Crowd = {
	find(id: string): Person | undefined;
	findByUserName(userName: string): Person | undefined;
	everybody(): Iterable<Person>;
};

/** @param number from 1 to {@link CROWD_SIZE}. */
export function crowdId(number: number): string {
	return ID_START + String(number).padStart(12, "0");
}

/** @param startedAt all passwords were last changed some time before this. */
export function createCrowd(startedAt: Date): Crowd {
	const person = (number: number): Person => crowdPerson(number, startedAt);
	return {
		find(id) {
			const number = numberOf(id, ID_START);
			return number === undefined || crowdId(number) !== id ? undefined : person(number);
		},
		findByUserName(userName) {
			const [alias = ""] = userName.toLowerCase().split("@");
			const number = numberOf(alias, alias.replace(/\d+$/, ""));
			const found = number === undefined ? undefined : person(number);
			return found?.userPrincipalName === userName.toLowerCase() ? found : undefined;
		},
		*everybody() {
			for (let number = 1; number <= CROWD_SIZE; number += 1) yield person(number);
		},
	};
}

function numberOf(text: string, start: string): number | undefined {
	const number = text.startsWith(start) ? Number(text.slice(start.length)) : 0;
	return Number.isInteger(number) && number >= 1 && number <= CROWD_SIZE ? number : undefined;
}

function namesOf(number: number) {
	const givenName = givenNames[number % givenNames.length] ?? "";
	const surname = surnames[Math.floor(number / givenNames.length) % surnames.length] ?? "";
	// Even the longest surname and number stay below the 20 characters of a SAM account name.
	const alias = `${givenName.charAt(0)}.${surname}${number}`.toLowerCase();
	const displayName = `${givenName} ${surname}`;
	return { givenName, surname, alias, displayName, userPrincipalName: `${alias}@${UPN_SUFFIX}` };
}

function crowdPerson(number: number, startedAt: Date): Person {
	const { alias, ...names } = namesOf(number);
	const { userPrincipalName } = names;
	const age = (40 + (number % 400)) * DAY_MS;
	return {
		...ORDINARY,
		...names,
		id: crowdId(number),
		mailNickname: alias,
		mail: userPrincipalName,
		identities: [
			{
				signInType: "userPrincipalName",
				issuer: UPN_SUFFIX,
				issuerAssignedId: userPrincipalName,
			},
		],
		lastPasswordChangeDateTime: graphDateTime(new Date(startedAt.getTime() - age)),
		purpose: "One of the crowd.",
		...varietyOf(number),
	};
}

/** Of every hundred, two are synchronised and one is disabled; one in a thousand holds a role. */
function varietyOf(number: number): Pick<Person, "template" | "domainAccount"> & Partial<Person> {
	const isInDomain = number % 2 === 0;
	if (number % 50 === 7) {
		return { template: "synchronised", domainAccount: "old-keys", onPremisesSyncEnabled: true };
	}
	if (number % 100 === 11) {
		return { template: "disabled", domainAccount: "absent", accountEnabled: false };
	}
	if (number % 1000 === 13) {
		const directoryRoles = [ROLES.userAdministrator.templateId];
		return { template: "directory-role", domainAccount: "old-keys", directoryRoles };
	}
	return isInDomain
		? { template: "in-domain", domainAccount: "old-keys" }
		: { template: "not-in-domain", domainAccount: "absent" };
}
