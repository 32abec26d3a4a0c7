import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { debianProgram } from "./debian-packages.ts";

const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/**
 * Configures an nginx of one worker that keeps to one folder: where Debian's package is only unpacked, the
 * folders that it would log to and buffer in do not exist.
 *
 * @param http what goes into its `http` block
 * @returns the command that runs it, as a program and its arguments
 */
export function nginxCommand(folder: string, http: string): [string, ...string[]] {
	const file = join(folder, "nginx.conf");
	const temporary = TEMPORARY.map((use) => `${use}_temp_path ${folder}/${use};`);
	writeFileSync(
		file,
		`user root; worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log stderr;
		events {}
		http { access_log off; ${temporary.join(" ")} ${http} }`,
	);
	return [debianProgram("nginx"), "-p", folder, "-c", file, "-e", "stderr"];
}
