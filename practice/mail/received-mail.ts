/** A received mail, decoded like in a mail program. */
export type ReceivedMail = {
	/** The envelope addresses, independent of the header. */
	envelope: { from: string; to: string[] };
	isEncrypted: boolean;
	/** Who was signed in at the server. */
	user: string | undefined;
	/** Decoded header fields by lower-case name, each with all its values. */
	headers: ReadonlyMap<string, string[]>;
	subject: string;
	text: string;
	html: string;
	/** The raw mail as text. */
	raw: string;
};

type Part = { headers: ReadonlyMap<string, string[]>; body: string };

/** Parses a mail (RFC 5322) with at most one level of parts (RFC 2046): a text and its HTML alternative. */
export function readMail(
	raw: string,
	about: Pick<ReceivedMail, "envelope" | "isEncrypted" | "user">,
): ReceivedMail {
	const mail = readPart(raw);
	const parts = partsOf(mail);
	const content = (type: string) =>
		decodedBody(parts.find((part) => headerOf(part, "content-type").startsWith(type)));
	return {
		...about,
		headers: mail.headers,
		subject: headerOf(mail, "subject"),
		text: content("text/plain"),
		html: content("text/html"),
		raw,
	};
}

function readPart(raw: string): Part {
	const [head = "", ...rest] = raw.split("\r\n\r\n");
	const headers = new Map<string, string[]>();
	for (const line of head.replace(/\r\n(?=[ \t])/g, "").split("\r\n")) {
		const name = line.slice(0, line.indexOf(":")).toLowerCase();
		const value = decodedWords(line.slice(line.indexOf(":") + 1).trim());
		headers.set(name, [...(headers.get(name) ?? []), value]);
	}
	return { headers, body: rest.join("\r\n\r\n") };
}

function partsOf(mail: Part): Part[] {
	const boundary = /boundary="?([^";]+)/.exec(headerOf(mail, "content-type"))?.[1];
	if (!boundary) return [mail];
	return mail.body
		.split(`--${boundary}`)
		.slice(1, -1)
		.map((part) => readPart(part.replace(/^\r\n/, "")));
}

function headerOf({ headers }: Part, name: string): string {
	return headers.get(name)?.[0] ?? "";
}

/** RFC 2045 section 6. */
function decodedBody(part: Part | undefined): string {
	if (!part) return "";
	const encoding = headerOf(part, "content-transfer-encoding").toLowerCase();
	if (encoding === "base64") return Buffer.from(part.body, "base64").toString("utf8");
	const body = part.body.replace(/\r\n/g, "\n");
	return encoding === "quoted-printable" ? quotedPrintable(body.replace(/=\n/g, "")) : body;
}

/** RFC 2047 encoded words; white space between two of them is ignored. */
function decodedWords(text: string): string {
	return text
		.replace(/\?=\s+=\?/g, "?==?")
		.replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_word, encoding: string, content: string) =>
			encoding.toUpperCase() === "B"
				? Buffer.from(content, "base64").toString("utf8")
				: quotedPrintable(content.replaceAll("_", " ")),
		);
}

function quotedPrintable(text: string): string {
	const bytes = text.replace(/=([0-9A-F]{2})/gi, (_code, hex: string) =>
		String.fromCharCode(Number.parseInt(hex, 16)),
	);
	return Buffer.from(bytes, "latin1").toString("utf8");
}
