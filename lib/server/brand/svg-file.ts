/** Drawing elements and their companions (SVG 2). No `use`: nested copies can occupy a browser for ever. */
const ELEMENTS = new Set(
	(
		"svg g defs title desc path rect circle ellipse line polyline polygon text tspan " +
		"linearGradient radialGradient stop clipPath mask style"
	).split(" "),
);

const NAME = "[A-Za-z_][\\w.-]*(?::[A-Za-z_][\\w.-]*)?";
const TOKEN = new RegExp(
	`<!--[\\s\\S]*?-->|<\\?xml\\s[^?]*\\?>|<(/?)(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`,
	"y",
);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "g");
const NAMESPACES = ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"];

type Size = { width: number; height: number };
export type SvgResult = { ok: true; size: Size } | { ok: false; reason: string };

/**
 * Whether an SVG file only draws: well-formed, with drawing elements only, and nothing that runs,
 * loads or links. Anything not on the list is refused, so unforeseen tricks are, too.
 *
 * @returns its size from `viewBox`, else from `width` and `height`
 */
export function checkSvg(text: string): SvgResult {
	const no = (reason: string): SvgResult => ({ ok: false, reason });
	if (text.includes("\0")) return no("it is not UTF-8");
	const open: string[] = [];
	let root: Map<string, string> | undefined;
	for (const piece of piecesOf(text.replace(/^\ufeff/, "").trim())) {
		if (typeof piece === "string") {
			const parent = open.at(-1);
			const problem = parent === "style" ? styleProblem(piece) : textProblem(piece, parent);
			if (problem) return no(problem);
			continue;
		}
		if ("mistake" in piece) return no(piece.mistake);
		const { name, attributes, kind } = piece;
		if (kind === "end") {
			if (open.pop() !== name) return no(`</${name}> ends nothing`);
			continue;
		}
		if (!ELEMENTS.has(name)) return no(`it contains <${name}>, which no logo needs`);
		if (open.length === 0 && (root || name !== "svg")) return no("it has to be one <svg> element");
		const problem = attributesProblem(name, attributes);
		if (problem) return no(problem);
		root ??= attributes;
		if (kind === "start") open.push(name);
	}
	if (open.length > 0) return no(`<${open.at(-1)}> does not end`);
	if (!root || root.get("xmlns") !== NAMESPACES[0])
		return no(`<svg> needs xmlns="${NAMESPACES[0]}"`);
	const size = sizeOf(root);
	return size ? { ok: true, size } : no("<svg> needs a viewBox like “0 0 120 28”");
}

type Tag = { name: string; attributes: Map<string, string>; kind: "start" | "end" | "whole" };

/** The tags of a file and the texts between them, up to the first syntax error. */
function* piecesOf(text: string): Generator<Tag | string | { mistake: string }> {
	let at = 0;
	while (at < text.length) {
		if (text[at] !== "<") {
			const next = text.indexOf("<", at);
			const end = next < 0 ? text.length : next;
			yield text.slice(at, end);
			at = end;
			continue;
		}
		TOKEN.lastIndex = at;
		const found = TOKEN.exec(text);
		if (!found) {
			const shown = /^<[!?/]?[\w:]*/.exec(text.slice(at, at + 40))?.[0] ?? "<";
			yield { mistake: `“${shown}” in it is not plain SVG` };
			return;
		}
		at = TOKEN.lastIndex;
		const [, ends, name, written = "", isWhole] = found;
		if (!name) continue;
		yield {
			name,
			attributes: new Map(
				[...written.matchAll(ATTRIBUTE)].map(([, key = "", a, b]) => [key, a ?? b ?? ""]),
			),
			kind: ends ? "end" : isWhole ? "whole" : "start",
		};
	}
}

const ENTITY = /&(?!(?:amp|lt|gt|quot|apos);)/;

function textProblem(text: string, parent: string | undefined): string | undefined {
	if (ENTITY.test(text)) return "it contains an entity like “&x;”";
	if (!parent && text.trim() !== "") return "it has to be one <svg> element";
	return undefined;
}

/** CSS escapes names with a backslash, which would hide them from these checks. */
function styleProblem(css: string): string | undefined {
	if (/[@\\&]/.test(css)) return "a style in it contains “@”, “\\” or “&”";
	return loads(css) ? "a style in it loads something by url()" : undefined;
}

const loads = (css: string) =>
	/url\((?!\s*["']?#)/i.test(css) || /image(?:-set)?\(|expression|javascript:/i.test(css);

function attributesProblem(
	element: string,
	attributes: ReadonlyMap<string, string>,
): string | undefined {
	for (const [name, value] of attributes) {
		if (/^on/i.test(name)) return `<${element}> has the event handler ${name}`;
		if (ENTITY.test(value)) return `${name} of <${element}> contains an entity like “&x;”`;
		if (/^xmlns(?::|$)/.test(name)) {
			if (!NAMESPACES.includes(value)) return `${name} names ${value}: save it as plain SVG`;
		} else if (/^(?:xlink:)?href$/i.test(name)) {
			if (!value.startsWith("#")) return `${name} of <${element}> leads out of the file`;
		} else if (name.includes(":") && !/^(?:xml:space|xml:lang|xlink:title)$/.test(name)) {
			return `${name} of <${element}> is not of SVG: save it as plain SVG`;
		} else if (loads(value) || value.includes("\\")) {
			return `${name} of <${element}> leads out of the file`;
		}
	}
	return undefined;
}

function sizeOf(root: ReadonlyMap<string, string>): Size | undefined {
	const box = (root.get("viewBox") ?? "")
		.trim()
		.split(/[\s,]+/)
		.map(Number);
	const [, , ...ofBox] = box.length === 4 ? box : [];
	const given = ["width", "height"].map((name) => Number(root.get(name)?.replace(/px$/, "")));
	const [width = 0, height = 0] = ofBox.length === 2 ? ofBox : given;
	return width > 0 && height > 0 ? { width, height } : undefined;
}
