import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of npm's lock file that list the installed packages. */
type Lock = { packages: Record<string, { integrity?: string }> };

type About = { name: string; version: string; license: string };

/**
 * Lists the packages whose code is in the archive, as CycloneDX 1.6 in JSON, with their hashes in the lock
 * file. `npm sbom` would list everything installed, fails on optional packages for other systems, and
 * is not reproducible.
 *
 * @param folders the packages' folders, as in the lock file
 */
export function billOfMaterials(application: About, folders: readonly string[]): string {
	const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
	const components = new Map<string, object>();
	for (const folder of folders) {
		const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as About;
		const purl = purlOf(about);
		const integrity = lock.packages[folder]?.integrity ?? "";
		components.set(purl, {
			type: "library",
			"bom-ref": purl,
			name: about.name,
			version: about.version,
			purl,
			licenses: licencesOf(about),
			hashes: hashesOf(integrity),
		});
	}
	const { name, version } = application;
	const itself = { type: "application", "bom-ref": `${name}@${version}`, name, version };
	const bill = {
		bomFormat: "CycloneDX",
		specVersion: "1.6",
		version: 1,
		metadata: { component: { ...itself, licenses: licencesOf(application) } },
		components: [...components].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
	};
	return `${JSON.stringify(bill, null, "\t")}\n`;
}

/** The package URL of an npm package. */
const purlOf = ({ name, version }: About) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** An SPDX licence name or expression. */
const licencesOf = ({ license }: About) =>
	license.includes(" ") ? [{ expression: license }] : [{ license: { id: license } }];

/** A hash in npm's format: `sha512-` and Base64. */
function hashesOf(integrity: string) {
	const [, sum] = /^sha512-(\S+)$/.exec(integrity) ?? [];
	return sum ? [{ alg: "SHA-512", content: Buffer.from(sum, "base64").toString("hex") }] : [];
}
