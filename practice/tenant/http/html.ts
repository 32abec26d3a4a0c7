/** Markup that is safe to put into a page as it stands. */
export type Html = { readonly html: string };

type Piece = Html | string | number | undefined | false | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** A template tag: text that is put in is escaped, {@link Html} is not; false and undefined vanish. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
	const parts = strings.map((string, index) => string + written(pieces[index]));
	return { html: parts.join("") };
}

function written(piece: Piece): string {
	if (piece === undefined || piece === false) return "";
	if (typeof piece === "string" || typeof piece === "number") return escaped(String(piece));
	return "html" in piece ? piece.html : piece.map((part) => part.html).join("");
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
