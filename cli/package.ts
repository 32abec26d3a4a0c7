import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { readCommandLine } from "#lib/command-line.ts";
import { BUNDLE } from "#tools/bundle.ts";
import { BUILT } from "./after-build.ts";
import { buildIfNeeded } from "./build.ts";
import { BUNDLED, type Bundled, packageFolder } from "./client-pieces.ts";
import { billOfMaterials } from "./package/bill-of-materials.ts";
import { licencesOf } from "./package/licences.ts";
import { type ArchivedFile, tarOf } from "./package/tar.ts";

/** The folder for the archive. */
const PACKAGED = "dist";

/** The entry points, by their names in the archive. */
const COMMANDS = {
	server: "server.ts",
	check: "cli/check.ts",
	backup: "cli/backup.ts",
	forget: "cli/forget.ts",
	"move-store": "cli/move-store.ts",
};

/** Files and folders copied unchanged. */
const AS_IT_STANDS = [".env.example", "LICENSE", "deploy", "docs"];
/** Images of the documentation, and the build's digest of its sources. */
const LEFT_OUT = /^docs\/images\/|^out\/\.made-of$/;

type Archive = { file: string; bytes: number };

/**
 * Makes one archive of everything that runs in production: the server and the operators' commands, each
 * bundled with the packages that it loads, and the built pages. It needs only Node, and is the same for
 * every tenant. The same sources give the same bytes.
 */
export async function makePackage(say: (line: string) => void): Promise<Archive> {
	await buildIfNeeded(say);
	const { name, version, license, description, keyturn } = readJson("package.json");
	const { files: code, packages } = await bundle();
	const { packages: pages }: Bundled = JSON.parse(readFileSync(BUNDLED, "utf8"));
	const [major] = keyturn.node.split(".");
	const engines = { node: `>=${major}` };
	const about = { name, version, license, description, private: true, type: "module", engines };
	const contained = [...new Set([...packages, ...pages])];
	const files = [
		...code,
		...[BUILT, ...AS_IT_STANDS].flatMap(filesOf),
		text("LICENCES.txt", licencesOf(contained)),
		text("bom.cdx.json", billOfMaterials(about, contained)),
		text("package.json", `${JSON.stringify(about, null, "\t")}\n`),
	];
	const top = `${name}-${version}`;
	const archive = tarOf(files.map((file) => ({ ...file, name: `${top}/${file.name}` })));
	const file = join(PACKAGED, `${top}.tar.gz`);
	mkdirSync(PACKAGED, { recursive: true });
	const packed = gzipSync(archive, { level: 9 });
	writeFileSync(file, packed);
	return { file, bytes: packed.length };
}

async function bundle(): Promise<{ files: ArchivedFile[]; packages: string[] }> {
	const { outputFiles, metafile } = await build({
		...BUNDLE,
		entryPoints: Object.entries(COMMANDS).map(([out, entry]) => ({ in: entry, out })),
		outdir: ".",
		write: false,
		metafile: true,
	});
	const files = outputFiles.map(({ path, contents }) => ({
		name: path.slice(process.cwd().length + 1).replaceAll(sep, "/"),
		body: Buffer.from(contents),
	}));
	const packages = Object.keys(metafile.inputs).flatMap((file) => packageFolder(file) ?? []);
	return { files, packages };
}

function filesOf(path: string): ArchivedFile[] {
	const names = statSync(path).isDirectory()
		? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))
		: [path];
	return names
		.filter((name) => statSync(name).isFile())
		.map((name) => ({ name: name.replaceAll(sep, "/"), body: readFileSync(name) }))
		.filter(({ name }) => !LEFT_OUT.test(name));
}

const text = (name: string, content: string) => ({ name, body: Buffer.from(content) });
const readJson = (file: string) => JSON.parse(readFileSync(file, "utf8"));

if (import.meta.main) {
	readCommandLine("npm run package", {}, () => undefined);
	const say = (line: string) => void process.stdout.write(`${line}\n`);
	const { file, bytes } = await makePackage(say);
	say(`${file}: ${(bytes / 1e6).toFixed(1)} MB`);
}
