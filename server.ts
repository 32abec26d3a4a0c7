import { join } from "node:path";
import { hostFrom, portFrom, readCommandLine } from "#lib/command-line.ts";
import { createLog, logWarnings, outliveReaders } from "#lib/log.ts";
import { createServer, listen } from "#lib/server/http/server.ts";
import { stopServer } from "#lib/server/http/stop-server.ts";
import { startPortal } from "#lib/server/portal.ts";
import { type EnvLines, loadEnvFile, located } from "#lib/server/settings/env-file.ts";
import { mistakesIn, readSettings } from "#lib/server/settings/settings.ts";

const USAGE = `node server.js [--port 3000] [--host 0.0.0.0] [--settings FILE] [--pages FOLDER] [--without-pages]

  --port, --host   where it listens; 0.0.0.0: IPv4 on all of this machine's addresses, ::: IPv6, too
  --settings       a file like .env.example; the environment takes precedence
  --pages          the folder of the built pages, otherwise the one beside this file`;

const OPTIONS = {
	port: { type: "string", default: "3000" },
	host: { type: "string", default: "0.0.0.0" },
	settings: { type: "string" },
	pages: { type: "string", default: join(import.meta.dirname, "out") },
	"without-pages": { type: "boolean", default: false },
} as const;

/** The production entry point: `node server.ts --port 3000 --host 0.0.0.0 --settings keyturn.env`. */
const log = createLog();
outliveReaders();
logWarnings(log);
const { port, host, file, pages } = readCommandLine(USAGE, { options: OPTIONS }, ({ values }) => {
	const { settings: file, pages } = values;
	return {
		port: portFrom(values.port),
		host: hostFrom(values.host),
		file,
		pages: values["without-pages"] ? undefined : pages,
	};
});
try {
	const lines: EnvLines = file === undefined ? new Map() : loadEnvFile(process.env, file);
	const settings = readSettings(process.env);
	if (!settings.ok) {
		log.error("start-failed", { mistakes: located(mistakesIn(settings), lines, file) });
		process.exit(1);
	}
	const portal = await startPortal(settings.value, log);
	const app = createServer(portal, pages);
	let isStopping = false;
	for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
		process.on(signal, () => {
			if (isStopping) return;
			isStopping = true;
			log.info("stopping", { signal });
			void stopServer(app, portal);
		});
	}
	await listen(app, { port, host }, log);
} catch (error) {
	// Half a portal would answer every call with an error.
	log.error("start-failed", { error });
	process.exit(1);
}
