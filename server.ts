import { join } from "node:path";
import { parseArgs } from "node:util";
import { createLog, outliveReaders } from "#lib/log.ts";
import { createServer, listen } from "#lib/server/http/server.ts";
import { stopServer } from "#lib/server/http/stop-server.ts";
import { startPortal } from "#lib/server/portal.ts";
import { loadEnvFile } from "#lib/server/settings/env-file.ts";
import { mistakesIn, readSettings } from "#lib/server/settings/settings.ts";

/** The production entry point: `node server.ts --port 3000 --host 0.0.0.0 --settings keyturn.env`. */
const log = createLog();
outliveReaders();
try {
	const { values } = parseArgs({
		options: {
			port: { type: "string", default: "3000" },
			host: { type: "string", default: "0.0.0.0" },
			/** A file like `.env.example`; the environment takes precedence. */
			settings: { type: "string" },
			/** The folder of the built pages; in the release archive beside this file. */
			pages: { type: "string", default: join(import.meta.dirname, "out") },
			"without-pages": { type: "boolean", default: false },
		},
	});
	if (values.settings !== undefined) loadEnvFile(process.env, values.settings);
	const settings = readSettings(process.env);
	if (!settings.ok) {
		log.error("start-failed", { mistakes: mistakesIn(settings) });
		process.exit(1);
	}
	const portal = await startPortal(settings.value, log);
	const app = createServer(portal, values["without-pages"] ? undefined : values.pages);
	await listen(app, { port: Number(values.port), host: values.host }, log);
	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		process.once(signal, () => void stopServer(app, portal));
	}
} catch (error) {
	// Half a portal would answer every call with an error.
	log.error("start-failed", { error });
	process.exit(1);
}
