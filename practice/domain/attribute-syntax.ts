/** An attribute value as sent over the wire. */
export type AttributeValue = string | Buffer;

/** An attribute in a response. */
export type Attribute = { name: string; values: readonly AttributeValue[] };

type Syntax = "text" | "octets" | "number";

/** Attributes that are not text, by lower-case name. Text is compared case-insensitively. */
const SYNTAXES: Readonly<Record<string, Syntax | undefined>> = {
	objectguid: "octets",
	"msds-azureadobjectid": "octets",
	replpropertymetadata: "octets",
	logonhours: "octets",
	invocationid: "octets",
	pwdlastset: "number",
	lockouttime: "number",
	badpasswordtime: "number",
	badpwdcount: "number",
	useraccountcontrol: "number",
	accountexpires: "number",
	usnchanged: "number",
	usncreated: "number",
	maxpwdage: "number",
	searchflags: "number",
};

/**
 * Normalises a value for comparison. `undefined`: the text is not a value of that attribute, so
 * nothing can match it.
 *
 * @param attribute the attribute's name in lower case
 */
export function comparable(attribute: string, value: AttributeValue): string | undefined {
	switch (SYNTAXES[attribute] ?? "text") {
		case "octets":
			return Buffer.from(value).toString("hex");
		case "number": {
			const text = value.toString();
			return /^-?\d+$/.test(text) ? BigInt(text).toString() : undefined;
		}
		case "text":
			return value.toString().toLowerCase();
	}
}

/** Orders two values in the form of `comparable`: negative, zero or positive, as for `Array.sort`. */
export function order(attribute: string, a: string, b: string): number {
	if (SYNTAXES[attribute] === "number") {
		const difference = BigInt(a) - BigInt(b);
		return difference < 0n ? -1 : Number(difference > 0n);
	}
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
