import { execFile, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Creating a seeded directory takes half a minute, so each kind is created once and copied. */
const SNAPSHOTS = ".data/samba";

const SCRIPT = fileURLToPath(new URL("controller.sh", import.meta.url));

/** A controller's environment, with the names used in `controller.sh`. */
export type ControllerEnvironment = {
	DOMAIN_DIR: string;
	DC_HOST: string;
	DC_IP: string;
	DC_REPLICATES?: string;
	DC_JOINS?: string;
};

/** The output of `controller.sh describe`. */
export type ControllerDescription = {
	ip: string;
	hostname: string;
	krb5Config: string;
	ldapsUrl: string;
	caFile: string;
	domainName: string;
	netbios: string;
	baseDn: string;
	bindDn: string;
	bindPassword: string;
};

export type ControlCommand =
	| "stop"
	| "hang"
	| "resume"
	| "restore"
	| "replicate"
	| "silence-kerberos"
	| "end-kerberos"
	| "resume-kerberos";

export type ControllerProcess = {
	readonly description: ControllerDescription;
	/** Runs a command of `directory.py`; throws its message when it fails. */
	edit(command: string, parameters: Record<string, unknown>): Promise<void>;
	/** Runs `controller.sh`; throws its output when it fails. */
	control(command: ControlCommand, parameter?: string): Promise<void>;
	/** Stops the controller; resolves when all its processes are gone. */
	end(): Promise<void>;
};

/**
 * Starts a freshly seeded controller and waits until it answers. It never outlives this process,
 * because it stops when its stdin is closed. Throws the output of `controller.sh`.
 */
export async function startController(
	environment: ControllerEnvironment,
): Promise<ControllerProcess> {
	const env = { ...process.env, DC_CACHE_DIR: resolve(SNAPSHOTS), ...environment };
	// In its own process group, so that Ctrl+C does not reach it before its stdin is closed.
	const child = spawn("bash", [SCRIPT, "serve"], { env, detached: true });
	const complaints = text(child.stderr);
	const ended = new Promise<void>((done) => child.once("close", () => done()));
	const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	// A write to a dead child is reported by its missing answer.
	child.stdin.on("error", () => {});

	const nextAnswer = async () => {
		const line = await answers.next();
		if (!line.done) return JSON.parse(line.value);
		throw new Error(`${environment.DC_HOST} has ended: ${await complaints}`);
	};
	const edit = async (command: string, parameters: Record<string, unknown>) => {
		child.stdin.write(`${JSON.stringify({ command, arguments: parameters })}\n`);
		const answer: { ok: boolean; error?: string } = await nextAnswer();
		if (!answer.ok) throw new Error(`${environment.DC_HOST}, ${command}: ${answer.error}`);
	};
	return {
		description: await nextAnswer(),
		edit,
		control: async (command, parameter = "") => {
			await promisify(execFile)("bash", [SCRIPT, command, parameter], { env });
		},
		end: () => {
			child.stdin.end();
			return ended;
		},
	};
}
