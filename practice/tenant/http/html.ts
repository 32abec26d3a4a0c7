/** Markup that can be put into a page without escaping. */
export type Html = { readonly html: string };

type Piece = Html | string | number | undefined | false | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/** A template tag: inserted text is escaped, {@link Html} is not; false and undefined render nothing. */
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
