/** An attribute value as sent over the wire. */
export type AttributeValue = string | Buffer;

/** An attribute in a response. */
export type Attribute = { name: string; values: readonly AttributeValue[] };

type Syntax = "text" | "octets" | "number";

/** Attributes in filters that are not text, by lower-case name. Text is compared case-insensitively. */
const SYNTAXES: Readonly<Record<string, Syntax | undefined>> = {
	objectguid: "octets",
	"msds-azureadobjectid": "octets",
	usnchanged: "number",
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
