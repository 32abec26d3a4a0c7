import { CONSTRUCTED, STORED } from "./account-attributes.ts";
import type { Account } from "./accounts.ts";
import type { Attribute, AttributeValue } from "./attribute-syntax.ts";
import { isWithin, nameKey, parentKey } from "./distinguished-name.ts";
import { CONFIGURATION_DN, DOMAIN_DN, SCHEMA_DN } from "./domain-names.ts";
import type { LockoutPolicy } from "./stand-in.ts";

/** Attributes that do not change, by their names in the schema. */
export type FixedAttributes = Readonly<Record<string, AttributeValue | readonly string[]>>;

type Body = { kind: "account"; account: Account } | { kind: "fixed"; attributes: FixedAttributes };

/** An object in the directory. */
export type Entry = {
	dn: string;
	key: string;
	parent: string | undefined;
	/** Its naming context; a search stays within one. */
	context: string;
	/** Its place in the order of adding, after which a page of results continues. */
	ordinal: number;
	/** Hidden from the portal's reading account. */
	isHidden: boolean;
	body: Body;
};

const CONTEXTS = [SCHEMA_DN, CONFIGURATION_DN, DOMAIN_DN];

/** Creates an entry; its name must be within the domain. */
export function newEntry(dn: string, ordinal: number, body: Body): Entry {
	const key = nameKey(dn);
	const context = CONTEXTS.find((name) => isWithin(key, name.toLowerCase()));
	if (!context) throw new Error(`Not a name within the domain: ${dn}`);
	return { dn, key, parent: parentKey(key), context, ordinal, isHidden: false, body };
}

/** The lower-case names of the attributes returned for "*". */
export function storedNames({ body }: Pick<Entry, "body">): string[] {
	return Object.keys(body.kind === "account" ? STORED : body.attributes).map(lower);
}

/** The stored values of an attribute, by lower-case name, as filters see them. */
export function storedValues({ body }: Entry, key: string): readonly AttributeValue[] {
	if (body.kind === "fixed") return values(body.attributes[nameIn(body.attributes, key)]);
	return values(STORED_BY_KEY.get(key)?.read(body.account));
}

/** An attribute with its values, stored or constructed, by lower-case name; `undefined` if there is none. */
export function readAttribute(
	{ body }: Pick<Entry, "body">,
	key: string,
	{ at, lockout }: { at: Date; lockout: LockoutPolicy },
): Attribute | undefined {
	if (body.kind === "fixed") {
		const name = nameIn(body.attributes, key);
		return named(name, values(body.attributes[name]));
	}
	const attribute = STORED_BY_KEY.get(key) ?? CONSTRUCTED_BY_KEY.get(key);
	return attribute && named(attribute.name, values(attribute.read(body.account, at, lockout)));
}

const lower = (name: string) => name.toLowerCase();

function byKey<Read>(table: Readonly<Record<string, Read>>) {
	return new Map(Object.entries(table).map(([name, read]) => [lower(name), { name, read }]));
}

const STORED_BY_KEY = byKey(STORED);
const CONSTRUCTED_BY_KEY = byKey(CONSTRUCTED);

function nameIn(attributes: FixedAttributes, key: string): string {
	return Object.keys(attributes).find((name) => lower(name) === key) ?? key;
}

function values(value: AttributeValue | readonly string[] | undefined): readonly AttributeValue[] {
	if (value === undefined) return [];
	return typeof value === "string" || Buffer.isBuffer(value) ? [value] : value;
}

function named(name: string, values: readonly AttributeValue[]): Attribute | undefined {
	return values.length > 0 ? { name, values } : undefined;
}
