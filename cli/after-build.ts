import { readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { BUNDLED, type Bundled } from "./client-pieces.ts";
import { compileWhileLoading, noteEarlyPresses, runAfterPaint } from "./page-scripts.ts";

/** Next's output (`output: "export"`), which the portal's server reads. */
export const BUILT = "out";

const COMPRESSED = /\.(?:html|js|css|txt|svg|json)$/;
const CODE = /^_next[\\/]static[\\/]chunks[\\/].*\.js$/;
/** Smaller files have little to compile. */
const WORTH_A_HINT_BYTES = 16_384;
/** Level 9 saves a third of a percent and takes four times as long; 11 saves a twentieth and takes far longer. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };

/** Completes Next's build; above all it compresses every file once, ahead of all requests. */
export async function afterBuild(): Promise<void> {
	const files = readdirSync(BUILT, { recursive: true, encoding: "utf8" });
	const partFiles = filesOfParts();
	await Promise.all(
		files.filter((name) => COMPRESSED.test(name)).map((name) => compress(name, partFiles)),
	);
}

type PartFiles = (part: string) => string[];

/** Looks up the scripts of what pages load later, by the name of the imported file. */
function filesOfParts(): PartFiles {
	const { parts }: Bundled = JSON.parse(readFileSync(BUNDLED, "utf8"));
	return (part) => {
		const scripts = parts[`${part}.tsx`];
		if (!scripts) throw new Error(`The build has no part “${part}”.`);
		return scripts.map((file) => `/_next/${file}`);
	};
}

async function compress(name: string, partFiles: PartFiles): Promise<void> {
	const file = join(BUILT, name);
	const built = await readFile(file);
	const body = finished(name, built, partFiles);
	if (body !== built) await writeFile(file, body);
	await writeFile(`${file}.br`, await promisify(brotliCompress)(body, BROTLI));
	await writeFile(`${file}.gz`, await promisify(gzip)(body));
}

/** Completes one file; most stay as they are. */
function finished(name: string, built: Buffer, partFiles: PartFiles): Buffer {
	if (name.endsWith(".html") && isOurs(name)) {
		const html = built.toString();
		refuseInlineStyle(name, html);
		return Buffer.from(runAfterPaint(noteEarlyPresses(html), partFiles));
	}
	if (CODE.test(name) && built.length > WORTH_A_HINT_BYTES) {
		return Buffer.from(compileWhileLoading(built.toString()));
	}
	return built;
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
