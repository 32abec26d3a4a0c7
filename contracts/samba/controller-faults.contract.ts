import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SambaDomain, startSambaDomain } from "#practice/domain/samba-domain.ts";
import { CONTROLLERS } from "#practice/domain/stand-in.ts";
import { readAccount } from "#practice/samba/account-reader.ts";
import { bothRefused, EVERY_WAY, employee, signIns } from "#practice/samba/sign-ins.ts";

let domain: SambaDomain;
beforeAll(async () => {
	domain = await startSambaDomain();
});
afterAll(() => domain?.stop());

/** The outcome of a connection, by default to the LDAPS port. */
function tryConnection(ip: string, port = 636): Promise<"accepted" | "refused"> {
	return new Promise((resolve) => {
		const socket = connect(port, ip);
		socket.once("connect", () => resolve("accepted")).once("error", () => resolve("refused"));
		socket.once("connect", () => socket.destroy());
	});
}

test("a stopped controller refuses, the other works, and what was written meanwhile is there", async () => {
	const person = await employee(domain);
	await domain.stopController("dc1");
	expect(await tryConnection(domain.controllers.dc1.ip)).toBe("refused");
	expect(await signIns(domain, "dc1", person)).toEqual(
		bothRefused(/Cannot contact any KDC/, /REFUSED/),
	);
	expect(await signIns(domain, "dc2", person)).toEqual(EVERY_WAY);
	const renewed = { ...person, password: "While-Away-1" };
	await domain.setKeys("dc1", person, renewed.password);
	await domain.resumeController("dc1");
	expect(await signIns(domain, "dc1", renewed)).toEqual(EVERY_WAY);
});

test("a controller can hang at any moment: it accepts, never answers, and can still be written to", async () => {
	const person = await employee(domain);
	const portal = new AbortController();
	const polls = Array.from({ length: 4 }, async () => {
		// Constant reads, so that a careless stop would leave the database locked.
		while (!portal.signal.aborted) await readAccount(domain, "dc1", person.id).catch(() => {});
	});
	for (let round = 0; round < 5; round += 1) {
		await domain.hangController("dc1");
		expect(await tryConnection(domain.controllers.dc1.ip)).toBe("accepted");
		await domain.describe("dc1", person.id, `round ${round}`);
		if (round < 4) await domain.resumeController("dc1");
	}
	portal.abort();
	await Promise.all(polls);
	await expect(readAccount(domain, "dc1", person.id)).rejects.toThrow(/timeout/i);
	expect(await signIns(domain, "dc2", person)).toEqual(EVERY_WAY);
	const renewed = { ...person, password: "While-Away-1" };
	await domain.setKeys("dc1", person, renewed.password);
	await domain.resumeController("dc1");
	expect(await signIns(domain, "dc1", renewed)).toEqual(EVERY_WAY);
});

test("a hanging controller can be stopped, and a stopped one made to hang", async () => {
	await domain.hangController("dc1");
	await domain.stopController("dc1");
	expect(await tryConnection(domain.controllers.dc1.ip)).toBe("refused");
	await domain.hangController("dc1");
	expect(await tryConnection(domain.controllers.dc1.ip)).toBe("accepted");
	await domain.resumeController("dc1");
});

test("the Kerberos service is silent or refuses while the directory answers, then comes back", async () => {
	const person = await employee(domain);
	const { ip } = domain.controllers.dc1;
	const isReadable = async () => (await readAccount(domain, "dc1", person.id)) !== undefined;
	for (const round of [1, 2]) {
		await domain.setKerberos("dc1", "silent");
		expect(await tryConnection(ip, 88), `round ${round}`).toBe("accepted");
		expect(await isReadable()).toBe(true);
		await domain.setKerberos("dc1", "refused");
		expect(await tryConnection(ip, 88)).toBe("refused");
		expect(await isReadable()).toBe(true);
		const truth = await domain.signInTruth({
			account: person.samAccountName,
			password: person.password,
		});
		expect(truth.dc1).toMatchObject({ kerberos: { ok: false }, ntlm: { ok: true } });
		await domain.setKerberos("dc1", "answers");
		expect(await signIns(domain, "dc1", person)).toEqual(EVERY_WAY);
	}
});

test("a controller does not outlive the process that started it, not even when hanging", async () => {
	const folder = await mkdtemp(join(tmpdir(), "samba-"));
	const environment = {
		DOMAIN_DIR: folder,
		DC_HOST: "dc1",
		DC_IP: "127.0.0.12",
	};
	const program = `
		import { startController } from ${JSON.stringify(import.meta.resolve("../../practice/samba/controller-process.ts"))};
		const controller = await startController(${JSON.stringify(environment)});
		await controller.control("hang");
		console.log("hangs");
	`;
	const starter = spawn(process.execPath, ["--input-type=module", "--eval", program]);
	await new Promise((resolve) => starter.stdout.once("data", resolve));
	expect(await tryConnection(environment.DC_IP)).toBe("accepted");
	starter.kill("SIGKILL");
	await expect.poll(() => processesOf(join(folder, "dc1"))).toBe("");
	expect(await tryConnection(environment.DC_IP)).toBe("refused");
	await rm(folder, { recursive: true });
});

test("an address in use is reported", async () => {
	const ips = { dc1: "127.0.0.12", dc2: domain.controllers.dc2.ip };
	const second = startSambaDomain({ ips });
	await expect(second).rejects.toThrow(`another server already listens on ${ips.dc2}`);
	expect(await tryConnection(ips.dc1)).toBe("refused");
	expect(await tryConnection(ips.dc2)).toBe("accepted");
});

test("shutdown leaves no process, no port and no folder", async () => {
	const folder = dirname(domain.environment.DOMAIN_CA_FILE);
	for (const at of CONTROLLERS) expect(await processesOf(join(folder, at))).not.toBe("");
	await domain.stop();
	for (const at of CONTROLLERS) {
		expect(await processesOf(join(folder, at))).toBe("");
		expect(await tryConnection(domain.controllers[at].ip)).toBe("refused");
	}
	expect(existsSync(folder)).toBe(false);
});

async function processesOf(folder: string): Promise<string> {
	const script = join(import.meta.dirname, "../../practice/samba/processes.py");
	const { stdout } = await promisify(execFile)("/usr/bin/python3", ["-EB", script, "list", folder]);
	return stdout.trim();
}
