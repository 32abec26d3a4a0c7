import { createHash } from "node:crypto";

/** The parts of webpack that assign module ids. */
type Module = { identifier(): string };
type Ids = {
	getModuleId(module: Module): string | number | null;
	setModuleId(module: Module, id: string | number): void;
};
type Compiler = {
	context: string;
	hooks: { compilation: { tap(name: string, then: (compilation: Compilation) => void): void } };
};
type Compilation = {
	chunkGraph: Ids;
	hooks: {
		moduleIds: { tap(options: object, then: (modules: Iterable<Module>) => void): void };
	};
};

/** Above webpack's own ids, which have five digits. */
const FIRST = 100_000;
const COUNT = 900_000;

/**
 * Assigns ids to the modules that Next generates for each page. Their names contain the project's folder in an
 * encoded query, where webpack does not recognise it. Ids derived from these names, and with them the names of
 * most files, would depend on where the project was built.
 */
export const idsWithoutFolder = {
	apply(compiler: Compiler) {
		compiler.hooks.compilation.tap("keyturn", (compilation) => {
			// Before webpack's own step, which skips modules that have an id.
			compilation.hooks.moduleIds.tap({ name: "keyturn", stage: -1 }, (modules) => {
				// Not available earlier.
				const { chunkGraph } = compilation;
				const unnamed = [...modules].filter((module) => chunkGraph.getModuleId(module) === null);
				const named = namesWithoutFolder(unnamed, compiler.context);
				const taken = new Set<number>();
				for (const { module, name } of named) {
					let id = FIRST + (createHash("sha256").update(name).digest().readUInt32BE() % COUNT);
					while (taken.has(id)) id += 1;
					taken.add(id);
					chunkGraph.setModuleId(module, id);
				}
			});
		});
	},
};

/** Modules whose query contains the folder, sorted by their names without it. */
export function namesWithoutFolder<T extends Module>(
	modules: readonly T[],
	folder: string,
): { module: T; name: string }[] {
	const inJson = JSON.stringify(folder).slice(1, -1);
	const forms = [encodeURIComponent(inJson), encodeURIComponent(folder), inJson, folder];
	const withQuery = modules.map((module) => ({ module, name: module.identifier() }));
	return withQuery
		.filter(({ name }) => forms.some((form) => name.split("?").slice(1).join("?").includes(form)))
		.map(({ module, name }) => ({
			module,
			name: forms.reduce((text, form) => text.replaceAll(form, ""), name),
		}))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}
