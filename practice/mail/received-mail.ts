import PostalMime from "postal-mime";

/** A received mail, decoded like in a mail program. */
export type ReceivedMail = {
	/** The envelope addresses, independent of the header. */
	envelope: { from: string; to: string[] };
	isEncrypted: boolean;
	/** Who was signed in at the server. */
	user: string | undefined;
	/** Header fields by lower-case name, each with all its values. */
	headers: ReadonlyMap<string, string[]>;
	subject: string;
	text: string;
	html: string;
	/** The raw mail as text. */
	raw: string;
};

/** Parses a mail. */
export async function readMail(
	raw: string,
	about: Pick<ReceivedMail, "envelope" | "isEncrypted" | "user">,
): Promise<ReceivedMail> {
	const { headers: lines, subject = "", text = "", html = "" } = await PostalMime.parse(raw);
	const headers = new Map<string, string[]>();
	for (const { key, value } of lines) headers.set(key, [...(headers.get(key) ?? []), value]);
	return { ...about, headers, subject, text, html, raw };
}
