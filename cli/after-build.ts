import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";

/** Next's output (`output: "export"`), which the portal's server reads. */
export const BUILT = "out";

const COMPRESSED = /\.(?:html|js|css|txt|svg|json)$/;
/** Level 11 is a twentieth smaller but takes ten times as long. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Completes Next's build; above all it compresses every file once, ahead of all requests. */
export async function afterBuild(): Promise<void> {
	const files = readdirSync(BUILT, { recursive: true, encoding: "utf8" });
	await Promise.all(files.filter((name) => COMPRESSED.test(name)).map(compress));
}

async function compress(name: string): Promise<void> {
	const file = join(BUILT, name);
	let body = await readFile(file);
	if (name.endsWith(".html") && isOurs(name)) {
		const html = body.toString();
		refuseInlineStyle(name, html);
		body = Buffer.from(noteEarlyPresses(html));
		await writeFile(file, body);
	}
	await writeFile(`${file}.br`, await promisify(brotliCompress)(body, BROTLI));
	await writeFile(`${file}.gz`, await promisify(gzip)(body));
}

/** Bundles the page that receives the tenant's sign-in responses: 9 KB instead of the whole application. */
export async function buildBridge(): Promise<void> {
	await build({
		entryPoints: [join("lib", "entra", "sign-in", "redirect-bridge.ts")],
		outfile: join("public", "auth.js"),
		bundle: true,
		minify: true,
		target: "es2022",
		logLevel: "warning",
	});
}

/** The policy would block inline styles in the browser; this makes the build fail first. */
function refuseInlineStyle(name: string, html: string): void {
	if (/\sstyle="|<style/.test(html)) throw new Error(`${name} has an inline style.`);
}

/** Whether it is a page in one of the portal's languages. */
const isOurs = (name: string) => /^[a-z]{2}(?:[\\/.]|$)/.test(name);

/**
 * Injects the script that records early presses. React must not know of it: when React re-renders a whole page
 * because something modified its HTML, the policy does not let it write scripts.
 */
export function noteEarlyPresses(html: string): string {
	return html.replace("</head>", `<script>${NOTE_EARLY_PRESS}</script></head>`);
}
