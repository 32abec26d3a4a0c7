import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CONTROLLERS, type Controller } from "#practice/domain/stand-in.ts";
import { type DomainKind, type Practice, startPractice } from "#practice/practice.ts";
import { emptyFolder, startCommand, type Variables } from "./command-process.ts";

/** `npm run check -- --real` in its own process, operated as an administrator would. */

const PORTAL_URL = "http://localhost:3000";

const PERSON = {
	id: "00000000-0000-4000-9000-00000000beef",
	userPrincipalName: "zoe.testperson@aaddscontoso.com",
	samAccountName: "zoe.testperson",
	displayName: "Zoe Testperson",
};

describe.each<DomainKind>(["simulated", "samba"])("a guided run on the %s domain", (kind) => {
	let practice: Practice;
	let environment: Variables;

	beforeAll(async () => {
		practice = await startPractice({
			domain: kind,
			port: 0,
			portalOrigins: [PORTAL_URL],
			dataDir: kind === "samba" ? ".data" : emptyFolder(),
			controllers: { ports: { dc1: 0, dc2: 0 }, ips: { dc1: "127.0.0.44", dc2: "127.0.0.45" } },
		});
		const data = join(emptyFolder(), "data");
		environment = { ...practice.environment, PORTAL_URL, DATA_DIR: data };
	});
	afterAll(() => practice?.stop());

	/** The report that it wrote. @throws if it contains a name or an id */
	function report(folder: string): string {
		const files = readdirSync(folder);
		expect(files).toEqual([expect.stringMatching(/^keyturn-real-.*\.txt$/)]);
		const text = readFileSync(join(folder, files[0] ?? ""), "utf8");
		const secrets = [environment.DOMAIN_BIND_PASSWORD, "testperson", PERSON.id, "127.0.0.", "CN="];
		for (const secret of secrets) expect(text).not.toContain(secret);
		expect(text).not.toMatch(/aaddscontoso|[0-9a-f]{8}-[0-9a-f]{4}/i);
		return text;
	}

	/** Lands the object first, then the Kerberos keys with Entra's time, then the NTLM key. */
	async function land(at: Controller, entra: Date): Promise<void> {
		await practice.domain.addAccount(at, PERSON, "none");
		await sleep(1_500);
		const keys = { passwordSetAt: entra };
		await practice.domain.setKeys(at, PERSON, "New-Pass-01", { ...keys, only: "kerberos" });
		await sleep(2_500);
		await practice.domain.setKeys(at, PERSON, "New-Pass-01", { ...keys, only: "ntlm" });
	}

	const startGuided = (variables = environment) => startCommand("check", ["--real"], variables);

	test("answers what only a real tenant can settle", async () => {
		const run = startGuided();
		await run.prints(/Their user principal name/);
		run.answer("nobody");
		await run.prints(/looks like ada@contoso\.com/);
		run.answer(PERSON.userPrincipalName);
		await run.prints(/dc1: the account does not exist[\s\S]*dc2: the account does not exist/);
		await run.prints(/Did it answer 200 OK/);
		run.answer("yes");
		await run.prints(/Press Enter as soon as it is changed/);
		const entra = new Date(Date.now() - 60_000);
		run.answer();
		await run.prints(/Press Enter to end it earlier/);
		for (const at of CONTROLLERS) await land(at, entra);
		await run.prints(/dc1: new Kerberos keys only[\s\S]*dc1: new keys of both kinds/);
		await run.prints(/dc2: new keys of both kinds/);
		run.answer();
		await run.prints(/or Enter to skip:[\s\S]*or Enter to skip:/);
		// As a spreadsheet shows it, in an unknown time zone.
		run.answer(entra.toISOString().slice(0, 19).replace("T", " "));
		await run.prints(/not a time as Graph writes it/);
		run.answer(entra.toISOString());
		const { code, stdout } = await run.ended;
		expect(code).toBe(0);
		const text = report(run.folder);
		expect(stdout).toContain(text.trim());
		expect(text).toMatch(/OData cast without ConsistencyLevel\n {2}yes/);
		for (const at of CONTROLLERS) {
			expect(text).toMatch(new RegExp(`${at}: yes\\. .*; then .*Kerberos version 1; then `));
			expect(text).toMatch(
				new RegExp(`${at}: Kerberos first, NTLM \\d+ s later; one kind was seen`),
			);
			expect(text).toMatch(new RegExp(`${at}: Entra's time of the change\n`));
			expect(text).toMatch(new RegExp(`${at}: \\+\\d+(\\.\\d)? s\n`));
			expect(text).toMatch(new RegExp(`${at}: 1 machine\\(s\\) answered`));
			expect(text).toMatch(new RegExp(`${at}: the domain's head shows `));
		}
		expect(text).toMatch(/metadata shown: yes/);
		expect(text).toMatch(/each address leads to a different machine: yes/);
	});

	test("interrupted at the change, reports what was seen by then", async () => {
		const run = startGuided();
		await run.prints(/Their user principal name/);
		run.answer(PERSON.userPrincipalName);
		await run.prints(/Did it answer 200 OK/);
		run.answer();
		await run.prints(/Press Enter as soon as it is changed/);
		run.interrupt();
		expect(await run.ended).toMatchObject({ code: 0 });
		const text = report(run.folder);
		expect(text).toContain("(interrupted: what was seen by then)");
		expect(text).toMatch(/OData cast without ConsistencyLevel\n {2}skipped/);
		expect(text).toMatch(/metadata shown: yes/);
	});

	test("ends at once when the reading account is refused, after a single attempt", async () => {
		const run = startGuided({ ...environment, DOMAIN_BIND_PASSWORD: "Wrong-Pass-01" });
		await run.prints(/Their user principal name/);
		run.answer(PERSON.userPrincipalName);
		const stderr = expect.stringMatching(/refuses the reading account/);
		expect(await run.ended).toMatchObject({ code: 1, stderr });
		expect(readdirSync(run.folder)).toEqual([]);
	});
});
