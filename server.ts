import { parseArgs } from "node:util";
import { createLog, outliveReaders } from "#lib/log.ts";
import { BUILT } from "#lib/server/http/serve-pages.ts";
import { createServer, listen } from "#lib/server/http/server.ts";
import { startPortal } from "#lib/server/portal.ts";
import { readSettings } from "#lib/server/settings/settings.ts";

/** The one entry of production: `node server.ts --port 3000 --host 0.0.0.0`. */
const { values } = parseArgs({
	options: {
		port: { type: "string", default: "3000" },
		host: { type: "string", default: "0.0.0.0" },
		"without-pages": { type: "boolean", default: false },
	},
});

const log = createLog();
outliveReaders();
try {
	const settings = readSettings(process.env);
	if (!settings.ok) throw new Error(`The settings are not right: ${JSON.stringify(settings)}`);
	const portal = await startPortal(settings.value, log);
	const app = createServer(portal, values["without-pages"] ? undefined : BUILT);
	await listen(app, { port: Number(values.port), host: values.host }, log);
	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		process.once(signal, () => {
			portal.streams.stop();
			app
				.close()
				.then(portal.stop)
				.catch((error: unknown) => log.error("stop-failed", { error }));
		});
	}
} catch (error) {
	// Half a portal would answer every call with an error.
	log.error("start-failed", { error });
	process.exit(1);
}
