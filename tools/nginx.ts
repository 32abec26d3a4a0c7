import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { debianProgram } from "./debian-packages.ts";

const TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

/**
 * Configures a single-worker nginx that stays within one folder, because the log and buffer folders do not exist
 * when Debian's package is only unpacked.
 *
 * @param http the contents of its `http` block
 * @returns the program and its arguments
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
