import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { NOTE_EARLY_PRESS } from "#lib/browser/site/note-early-press.ts";

/** Where Next leaves what it has built (`output: "export"`), and the portal's server finds it. */
export const BUILT = "out";

const COMPRESSED = /\.(?:html|js|css|txt|svg|json)$/;
/** A twentieth smaller at 11, for ten times the time. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** What Next's build leaves to be done: every file is compressed once, for all who ask for it. */
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

/** Bundles the page that takes the tenant's answers: 9 KB instead of the whole application. */
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

/** The policy refuses them in the browser; here the build says so first. */
function refuseInlineStyle(name: string, html: string): void {
	if (/\sstyle="|<style/.test(html)) throw new Error(`${name} holds an inline style.`);
}

/** Whether it is a page in a language of the portal's. */
const isOurs = (name: string) => /^[a-z]{2}(?:[\\/.]|$)/.test(name);

/**
 * Puts the script into a page that notes early presses. React knows nothing of it: when it has to write a page
 * anew, since something has changed what it finds, the policy lets it write no script.
 */
export function noteEarlyPresses(html: string): string {
	return html.replace("</head>", `<script>${NOTE_EARLY_PRESS}</script></head>`);
}
