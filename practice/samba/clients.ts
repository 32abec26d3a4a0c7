import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What a client needs to know about the one controller it should talk to. */
export type ControllerAddress = {
	ip: string;
	hostname: string;
	netbios: string;
	krb5Config: string;
};

/** The credentials; `account` is a sAMAccountName or a user principal name. */
export type SignIn = { account: string; password: string };

/** `reason`: the client's message. */
export type SignInAnswer = { ok: true } | { ok: false; reason: string };

const TIMEOUT_MS = 15_000;

/** Requests a Kerberos ticket from the controller, as a Linux sign-in does. The password goes through stdin. */
export function kinit(controller: ControllerAddress, signIn: SignIn): Promise<SignInAnswer> {
	return inOwnFolder((folder) => kinitIn(folder, controller, signIn));
}

/** Opens a share with NTLM only. The password goes through the environment. */
export function ntlmSignIn(controller: ControllerAddress, signIn: SignIn): Promise<SignInAnswer> {
	return inOwnFolder(async (folder) => {
		const user = signIn.account.includes("@")
			? signIn.account
			: `${controller.netbios}\\${signIn.account}`;
		const options = ["--use-kerberos=off", "-U", user];
		return openShare(folder, controller, options, { PASSWD: signIn.password });
	});
}

/** Gets a ticket and opens a share with it, as a Windows sign-in does. */
export function kerberosSignIn(
	controller: ControllerAddress,
	signIn: SignIn,
): Promise<SignInAnswer> {
	return inOwnFolder(async (folder) => {
		const ticket = await kinitIn(folder, controller, signIn);
		if (!ticket.ok) return ticket;
		// The ticket goes through the environment: smbclient's option for it fails with INVALID_PARAMETER (Samba 4.17).
		const environment = { KRB5_CONFIG: controller.krb5Config, KRB5CCNAME: ticketsIn(folder) };
		return openShare(folder, controller, ["--use-kerberos=required", "-N"], environment);
	});
}

/** Runs a call in its own temporary folder, so that calls do not share tickets and caches. */
async function inOwnFolder(call: (folder: string) => Promise<SignInAnswer>): Promise<SignInAnswer> {
	const folder = await mkdtemp(join(tmpdir(), "sign-in-"));
	try {
		return await call(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function ticketsIn(folder: string): string {
	return `FILE:${join(folder, "tickets")}`;
}

function kinitIn(folder: string, { krb5Config }: ControllerAddress, { account, password }: SignIn) {
	const principal = account.includes("@") ? ["-E", account] : [account];
	return run({
		command: "kinit",
		parameters: ["-c", ticketsIn(folder), ...principal],
		environment: { KRB5_CONFIG: krb5Config },
		input: `${password}\n`,
	});
}

async function openShare(
	folder: string,
	controller: ControllerAddress,
	options: string[],
	environment: Record<string, string>,
): Promise<SignInAnswer> {
	const configuration = join(folder, "smb.conf");
	const folders = ["private dir", "state directory", "cache directory", "lock directory"];
	await writeFile(
		configuration,
		["[global]", ...folders.map((name) => `${name} = ${folder}`)].join("\n"),
	);
	const share = [`//${controller.hostname}/netlogon`, "-I", controller.ip, "-c", "exit"];
	const parameters = [...share, `--configfile=${configuration}`, ...options];
	return run({ command: "smbclient", parameters, environment, input: "" });
}

type Run = {
	command: string;
	parameters: string[];
	environment: Record<string, string>;
	input: string;
};

async function run({ command, parameters, environment, input }: Run): Promise<SignInAnswer> {
	const env = { ...process.env, LC_ALL: "C", ...environment };
	const child = spawn(command, parameters, { env, timeout: TIMEOUT_MS });
	// kinit may refuse before it has read the password.
	child.stdin.on("error", () => {});
	child.stdin.end(input);
	const [output, complaints, code] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise<number | null>((resolve, reject) => {
			child.once("error", reject);
			child.once("close", resolve);
		}),
	]);
	if (code === 0) return { ok: true };
	if (code === null) return { ok: false, reason: `${command}: no answer in ${TIMEOUT_MS} ms` };
	return { ok: false, reason: withoutPrompts(output + complaints) };
}

function withoutPrompts(words: string): string {
	return words.replaceAll(/^(Password for|Enter) .*?: */gm, "").trim();
}
