import type { KerberosKeys } from "#lib/core/readiness/observation.ts";
import { readCertificate } from "#lib/directory/controller-certificate.ts";
import {
	type ControllerSurvey,
	type SurveyResult,
	surveyController,
} from "#lib/directory/controller-survey.ts";
import { hostOf } from "#lib/directory/controller-tls.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { type KeysAnswer, kerberosKeys } from "#lib/directory/kerberos/key-types.ts";
import { KERBEROS_PORT, realmOf } from "#lib/directory/ldap-controller.ts";
import { machinesBehind } from "#lib/directory/machines-behind.ts";
import type { SampleUser } from "#lib/directory/sample-users.ts";
import { judgeAccount } from "./account-judgement.ts";
import { type CheckRow, fail, notChecked, pass, rowOf, type Verdict } from "./check-row.ts";
import { judgeClock } from "./clock-check.ts";
import { judgeBase, judgeFollowing, judgeListed, judgeLockout } from "./domain-judgement.ts";
import {
	judgeAccountEvidence,
	judgeKeyEvidence,
	judgeObjectIdAttribute,
	judgeObjectIdValue,
	judgeSample,
} from "./evidence-judgement.ts";
import { readName, readPort } from "./network-check.ts";
import {
	judgeCertificate,
	judgeName,
	judgeOwnAddress,
	judgePort,
	NOT_REACHED,
} from "./network-judgement.ts";
import { judgeReadOnly } from "./rights-judgement.ts";
import { judgeReaderPassword, judgeSignIn, NOT_TRIED } from "./sign-in-judgement.ts";

const NOT_ALL_READ = notChecked("Not every controller could be read.", "Fix the rows above first.");

/** A setting of the Azure resource, not visible on any controller. */
const HYBRID_PASSWORDS = notChecked(
	"Whether passwords of people synchronised from on-premises arrive at all is a setting in Azure (syncOnPremPasswords).",
	"If you have such people, make sure that it is Enabled: az resource show --resource-type Microsoft.AAD/DomainServices --resource-group GROUP --name DOMAIN --query properties.domainSecuritySettings",
);

type Options = {
	/** A person whose account is also shown. */
	userPrincipalName?: string | undefined;
	now: Date;
};

/** Surveys every configured controller, and judges each one and then all together. */
export async function checkControllers(
	connection: DomainConnection,
	options: Options,
): Promise<CheckRow[]> {
	const { controllerUrls } = connection;
	const reached = await Promise.all(
		controllerUrls.map((url) => reach(connection, url, options.now)),
	);
	const surveyed: { rows: CheckRow[]; result: SurveyResult | undefined }[] = [];
	let isRefused = false;
	// One after the other, so that a wrong password is tried only once.
	for (const { url, rows, isReached } of reached) {
		const result: SurveyResult | undefined =
			isReached && !isRefused ? await surveyController(connection, url, options) : undefined;
		isRefused ||= result?.ok === false && result.reason === "sign-in-refused";
		const rest = result
			? await surveyRows(connection, { url, result, ...options })
			: [rowOf("controller-sign-in", isReached ? NOT_TRIED : NOT_REACHED)];
		const subject = new URL(url).host;
		surveyed.push({ rows: [...rows, ...rest].map((row) => ({ ...row, subject })), result });
	}
	const facts = surveyed.flatMap(({ result }) => (result?.ok ? [result.survey.facts] : []));
	const areAllRead = facts.length === controllerUrls.length;
	return [
		...surveyed.flatMap(({ rows }) => rows),
		rowOf("controllers-listed", areAllRead ? judgeListed(facts) : NOT_ALL_READ),
		rowOf("hybrid-passwords", HYBRID_PASSWORDS),
	];
}

/** Whether a controller can be reached: its name, port and certificate, each checked only if the one before is fine. */
async function reach(connection: DomainConnection, url: string, now: Date) {
	const name = await readName(url);
	const port = name.ok ? await readPort(url) : undefined;
	const certificate = port?.ok ? await readCertificate(url, connection) : undefined;
	const rows = [
		rowOf("controller-name", judgeName(name)),
		rowOf("controller-port", port ? judgePort(port) : NOT_REACHED),
		rowOf("controller-certificate", certificate ? judgeCertificate(certificate, now) : NOT_REACHED),
	];
	const isReached = certificate?.ok === true && !certificate.trustError;
	if (isReached) {
		const machines = await machinesBehind(connection, url);
		rows.push(rowOf("own-address", judgeOwnAddress(name, machines)));
	}
	return { url, rows, isReached };
}

async function surveyRows(
	connection: DomainConnection,
	{ url, result, userPrincipalName, now }: Options & { url: string; result: SurveyResult },
): Promise<CheckRow[]> {
	const signIn = rowOf("controller-sign-in", judgeSignIn(result, connection));
	if (!result.ok) return [signIn];
	const { keytabFile, objectIdAttribute, baseDn } = connection;
	const { survey } = result;
	const { facts, readerPassword, writing, objectId } = survey;
	return [
		signIn,
		rowOf("reader-password", judgeReaderPassword(readerPassword, { keytabFile, now })),
		rowOf("clock", judgeClock(facts.clock)),
		rowOf("object-id-attribute", judgeObjectIdAttribute(objectIdAttribute, survey)),
		rowOf("listening", judgeFollowing(writing, objectId !== undefined)),
		rowOf("base-dn", judgeBase(baseDn, facts)),
		...(facts.hasBase ? await baseRows(connection, url, { ...survey, userPrincipalName }) : []),
	];
}

/** The people below the configured base. */
async function baseRows(
	connection: DomainConnection,
	url: string,
	survey: ControllerSurvey & { userPrincipalName: string | undefined },
): Promise<CheckRow[]> {
	const { users, account, rights, userPrincipalName } = survey;
	const kerberos = await readKerberos(connection, url, account ? [account] : users);
	const keys = kerberos.kind === "answer" ? kerberosKeysOf(kerberos.answer) : undefined;
	return [
		rowOf("domain-policy", judgeLockout(survey.lockoutRules, connection.lockoutRules)),
		rowOf("read-only", judgeReadOnly(rights)),
		rowOf("sample-users", judgeSample(users)),
		...(users.length > 0 ? peopleRows(connection, survey) : []),
		rowOf("kerberos", judgeKerberos(kerberos)),
		...(userPrincipalName
			? [rowOf("account", judgeAccount(account, userPrincipalName, keys))]
			: []),
	];
}

function peopleRows({ objectIdAttribute }: DomainConnection, survey: ControllerSurvey): CheckRow[] {
	const { users, objectId } = survey;
	return [
		...(objectId ? [rowOf("object-id-value", judgeObjectIdValue(objectIdAttribute, users))] : []),
		rowOf("key-evidence", judgeKeyEvidence(users)),
		rowOf("account-evidence", judgeAccountEvidence(users)),
	];
}

const TIMEOUT_MS = 1_500;

export type KerberosFacts =
	| { kind: "off" }
	| { kind: "nobody"; isReachable: boolean }
	| { kind: "answer"; answer: KeysAnswer; name: string };

/** Asks a controller's Kerberos service about the first of these people, as the portal would. */
async function readKerberos(
	{ asksKerberos, baseDn }: DomainConnection,
	url: string,
	people: readonly Pick<SampleUser, "samAccountName">[],
): Promise<KerberosFacts> {
	if (!asksKerberos) return { kind: "off" };
	const name = people.find((person) => person.samAccountName)?.samAccountName;
	if (!name) return { kind: "nobody", isReachable: (await readPort(url, KERBEROS_PORT)).ok };
	const address = { host: hostOf(url), port: KERBEROS_PORT };
	const answer = await kerberosKeys(address, { name, realm: realmOf(baseDn) }, TIMEOUT_MS);
	return { kind: "answer", answer, name };
}

const UNREACHABLE = fail(
	`Port ${KERBEROS_PORT} does not answer. Without an answer the portal cannot tell whether all keys are there: every change would stay unconfirmed.`,
	"Let this machine reach the port by TCP, or set DOMAIN_KERBEROS_CHECK=false.",
);

/** Judges what the Kerberos service adds to the evidence. */
export function judgeKerberos(facts: KerberosFacts): Verdict {
	if (facts.kind === "off") return notChecked("DOMAIN_KERBEROS_CHECK is false.");
	if (facts.kind === "nobody") {
		if (!facts.isReachable) return UNREACHABLE;
		return pass(`Port ${KERBEROS_PORT} accepts connections. There is nobody to ask about.`);
	}
	const { answer, name } = facts;
	switch (answer) {
		case "unreachable":
			return UNREACHABLE;
		case "silent":
			return pass(`It answers, but does not say which keys ${name} has.`);
		case "aes":
			return pass(`It answers: ${name} has AES keys.`);
		case "rc4":
		case "none":
			return pass(
				`It answers: ${name} has ${answer === "rc4" ? "an RC4 key only" : "no Kerberos key"}, and has to change their password.`,
			);
	}
}

function kerberosKeysOf(answer: KeysAnswer): KerberosKeys | undefined {
	return answer === "unreachable" || answer === "silent" ? undefined : answer;
}
