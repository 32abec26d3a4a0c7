import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TEXT = /^(?:licen[cs]e|copying)(?:[.-][\w.-]+)?$/i;

/**
 * The licences of the packages whose code is in the archive, with their texts, which most of them require.
 *
 * @param folders the packages' folders
 */
export function licencesOf(folders: readonly string[]): string {
	const packages = folders.map(packageIn).sort((a, b) => (a.title < b.title ? -1 : 1));
	const list = packages.map(({ title, licence }) => `${title}: ${licence}`);
	const texts = packages.map(({ title, text }) => `${title}\n\n${text}`);
	const head = "Keyturn contains code of these packages, each under its own licence:";
	return `${[head, [...new Set(list)].join("\n"), ...new Set(texts)].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

function packageIn(folder: string) {
	const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
	const file = readdirSync(folder)
		.sort()
		.find((one) => TEXT.test(one));
	const text = file && readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
	return {
		title: `${name} ${version}`,
		licence: String(license),
		text: text ?? "Its package has no licence text.",
	};
}
