import {
	type ControllerSurvey,
	type SurveyResult,
	surveyController,
} from "#lib/directory/controller-survey.ts";
import type { DomainConnection } from "#lib/directory/domain-connection.ts";
import { machinesBehind } from "#lib/directory/machines-behind.ts";
import { judgeAccount } from "./account-judgement.ts";
import { type CheckRow, notChecked } from "./check-row.ts";
import { judgeClock } from "./clock-check.ts";
import { judgeBase, judgeListed, judgeLockout } from "./domain-judgement.ts";
import { judgeAccountEvidence, judgeKeyEvidence, judgeSample } from "./evidence-judgement.ts";
import { judgeKerberos, kerberosKeysOf, readKerberos } from "./kerberos-check.ts";
import { readCertificate, readName, readPort } from "./network-check.ts";
import {
	judgeCertificate,
	judgeName,
	judgeOwnAddress,
	judgePort,
	NOT_REACHED,
} from "./network-judgement.ts";
import { judgeObjectIdAttribute, judgeObjectIdValue } from "./object-id-judgement.ts";
import { judgeReadOnly } from "./rights-judgement.ts";
import { judgeReaderPassword, judgeSignIn, NOT_TRIED } from "./sign-in-judgement.ts";

const NOT_ALL_READ = notChecked(
	"Not every controller could be read.",
	"Mend the rows above first.",
);

/** A setting of the Azure resource, which no controller shows. */
const HYBRID_PASSWORDS = notChecked(
	"Whether passwords of people who are synchronised from on-premises arrive at all is a setting in Azure (syncOnPremPasswords).",
	"If there are such people, see that it is Enabled: az resource show --resource-type Microsoft.AAD/DomainServices --resource-group GROUP --name DOMAIN --query properties.domainSecuritySettings",
);

type Options = {
	/** Whose account is shown as well. */
	userPrincipalName?: string | undefined;
	now: Date;
};

/** Looks at every controller of the settings and judges each by itself, and then all together. */
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
	// One after the other, so that a wrong password is tried once only.
	for (const { url, rows, isReached } of reached) {
		const result: SurveyResult | undefined =
			isReached && !isRefused ? await surveyController(connection, url, options) : undefined;
		isRefused ||= result?.ok === false && result.reason === "sign-in-refused";
		const rest = result
			? await surveyRows(connection, { url, result, ...options })
			: [{ check: "controller-sign-in" as const, ...(isReached ? NOT_TRIED : NOT_REACHED) }];
		const subject = new URL(url).host;
		surveyed.push({ rows: [...rows, ...rest].map((row) => ({ ...row, subject })), result });
	}
	const facts = surveyed.flatMap(({ result }) => (result?.ok ? [result.survey.facts] : []));
	const together: CheckRow[] =
		facts.length === controllerUrls.length
			? [{ check: "controllers-listed", ...judgeListed(facts) }]
			: [{ check: "controllers-listed", ...NOT_ALL_READ }];
	return [
		...surveyed.flatMap(({ rows }) => rows),
		...together,
		{ check: "hybrid-passwords", ...HYBRID_PASSWORDS },
	];
}

/** The way to a controller: its name, its port, its certificate. Each is looked at only when the one before is well. */
async function reach(connection: DomainConnection, url: string, now: Date) {
	const rows: CheckRow[] = [];
	const name = await readName(url);
	rows.push({ check: "controller-name", ...judgeName(name) });
	const port = name.ok ? await readPort(url) : undefined;
	rows.push({ check: "controller-port", ...(port ? judgePort(port) : NOT_REACHED) });
	const certificate = port?.ok ? await readCertificate(url, connection) : undefined;
	rows.push({
		check: "controller-certificate",
		...(certificate ? judgeCertificate(certificate, now) : NOT_REACHED),
	});
	const isReached = certificate?.ok === true && !certificate.mistrust;
	if (isReached) {
		const machines = await machinesBehind(connection, url);
		rows.push({ check: "own-address", ...judgeOwnAddress(name, machines) });
	}
	return { url, rows, isReached };
}

async function surveyRows(
	connection: DomainConnection,
	{ url, result, userPrincipalName, now }: Options & { url: string; result: SurveyResult },
): Promise<CheckRow[]> {
	const signIn: CheckRow = { check: "controller-sign-in", ...judgeSignIn(result, connection) };
	if (!result.ok) return [signIn];
	const { facts } = result.survey;
	return [
		signIn,
		{
			check: "reader-password",
			...judgeReaderPassword(result.survey.readerPassword, {
				keytabFile: connection.keytabFile,
				now,
			}),
		},
		{ check: "clock", ...judgeClock(facts.clock) },
		{
			check: "object-id-attribute",
			...judgeObjectIdAttribute(connection.objectIdAttribute, result.survey),
		},
		{ check: "base-dn", ...judgeBase(connection.baseDn, facts) },
		...(facts.hasBase
			? await baseRows(connection, url, { ...result.survey, userPrincipalName })
			: []),
	];
}

/** What lies below the base of the settings. */
async function baseRows(
	connection: DomainConnection,
	url: string,
	survey: ControllerSurvey & { userPrincipalName: string | undefined },
): Promise<CheckRow[]> {
	const { users, account, rights, userPrincipalName } = survey;
	const kerberos = await readKerberos(connection, url, account ? [account] : users);
	const keys = kerberos.kind === "answer" ? kerberosKeysOf(kerberos.answer) : undefined;
	return [
		{ check: "domain-policy", ...judgeLockout(survey.lockoutRules, connection.lockoutRules) },
		{ check: "read-only", ...judgeReadOnly(rights) },
		{ check: "sample-users", ...judgeSample(users) },
		...(users.length > 0 ? peopleRows(connection, survey) : []),
		{ check: "kerberos", ...judgeKerberos(kerberos) },
		...(userPrincipalName
			? [{ check: "account" as const, ...judgeAccount(account, userPrincipalName, keys) }]
			: []),
	];
}

function peopleRows({ objectIdAttribute }: DomainConnection, survey: ControllerSurvey): CheckRow[] {
	const { users, objectId } = survey;
	return [
		...(objectId
			? [{ check: "object-id-value" as const, ...judgeObjectIdValue(objectIdAttribute, users) }]
			: []),
		{ check: "key-evidence", ...judgeKeyEvidence(users) },
		{ check: "account-evidence", ...judgeAccountEvidence(users) },
	];
}
