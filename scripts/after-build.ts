import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { build } from "esbuild";
import type { InlineScripts } from "../lib/server/http/content-security-policy.ts";
import { LOCALES } from "../lib/text/locales.ts";

const PAGES = join(".next", "server", "app");
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** What Next's build leaves to be done: the policy's hashes, the status of the missing page, the bridge page. */
export async function afterBuild(): Promise<void> {
	const scripts: InlineScripts = {};
	for (const file of builtPages()) {
		const html = readFileSync(join(PAGES, file), "utf8");
		refuseInlineStyle(file, html);
		const page = pageOf(file);
		scripts[page] = [...new Set([...(scripts[page] ?? []), ...hashes(html)])];
	}
	writeFileSync(join(".next", "inline-scripts.json"), JSON.stringify(scripts));
	for (const locale of LOCALES) setStatus(join(PAGES, locale, "missing.meta"), 404);
}

/** Bundles the page that takes the tenant's answers: 9 KB instead of the whole application. */
export async function buildBridge(): Promise<void> {
	await build({
		entryPoints: [join("lib", "browser", "sign-in", "redirect-bridge.ts")],
		outfile: join("public", "auth.js"),
		bundle: true,
		minify: true,
		target: "es2022",
		logLevel: "warning",
	});
}

function builtPages(): string[] {
	return readdirSync(PAGES, { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".html") && !file.startsWith("_"))
		.map((file) => file.replaceAll(sep, "/"));
}

/** `en/profile.html` and its translations are one page, `/profile`; `en.html` is `/`. */
function pageOf(file: string): string {
	return file.replace(/\.html$/, "").replace(/^[a-z]{2}/, "") || "/";
}

function hashes(html: string): string[] {
	return [...html.matchAll(INLINE_SCRIPT)].map(([, script = ""]) =>
		createHash("sha256").update(script).digest("base64"),
	);
}

/** The policy refuses them in the browser; here the build says so first. */
function refuseInlineStyle(file: string, html: string): void {
	if (/\sstyle="|<style/.test(html)) throw new Error(`${file} holds an inline style.`);
}

function setStatus(file: string, status: number): void {
	const meta = JSON.parse(readFileSync(file, "utf8"));
	writeFileSync(file, JSON.stringify({ ...meta, status }));
}
