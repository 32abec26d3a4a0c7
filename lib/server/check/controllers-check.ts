import {
	type ControllerSurvey,
	type SurveyResult,
	surveyController,
} from "#lib/server/managed-domain/controller-survey.ts";
import type { DomainConnection } from "#lib/server/settings/settings.ts";
import type { CheckRow } from "./check-row.ts";
import { judgeClock } from "./clock-check.ts";
import { judgeListed, judgePolicy } from "./domain-judgement.ts";
import { judgeAccountEvidence, judgeKeyEvidence, judgeSample } from "./evidence-judgement.ts";
import { judgeKerberos, readKerberos } from "./kerberos-check.ts";
import { readCertificate, readName, readPort } from "./network-check.ts";
import { judgeCertificate, judgeName, judgePort, NOT_REACHED } from "./network-judgement.ts";
import { judgeObjectIdAttribute, judgeObjectIdValue } from "./object-id-judgement.ts";
import { judgeReadOnly } from "./rights-judgement.ts";
import { judgeSignIn, NOT_TRIED } from "./sign-in-judgement.ts";

type Options = {
	/** Who is looked at; whoever is found without it. */
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
			: [{ check: "controllers-listed", ...NOT_REACHED }];
	return [...surveyed.flatMap(({ rows }) => rows), ...together];
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
	return { url, rows, isReached: certificate?.ok === true && !certificate.mistrust };
}

async function surveyRows(
	connection: DomainConnection,
	{ url, result, userPrincipalName }: Options & { url: string; result: SurveyResult },
): Promise<CheckRow[]> {
	const signIn: CheckRow = { check: "controller-sign-in", ...judgeSignIn(result) };
	if (!result.ok) return [signIn];
	const { facts, users } = result.survey;
	const kerberos = await readKerberos(connection, url, users);
	return [
		signIn,
		{ check: "clock", ...judgeClock(facts.clock) },
		{ check: "domain-policy", ...judgePolicy(facts.policy, users) },
		{
			check: "object-id-attribute",
			...judgeObjectIdAttribute(connection.objectIdAttribute, result.survey),
		},
		{ check: "sample-user", ...judgeSample(users, userPrincipalName) },
		...(users.length > 0 ? userRows(connection, result.survey) : []),
		{ check: "kerberos", ...judgeKerberos(kerberos) },
	];
}

function userRows({ objectIdAttribute }: DomainConnection, survey: ControllerSurvey): CheckRow[] {
	const { users } = survey;
	return [
		{ check: "object-id-value", ...judgeObjectIdValue(objectIdAttribute, survey) },
		{ check: "read-only", ...judgeReadOnly(users) },
		{ check: "key-evidence", ...judgeKeyEvidence(users) },
		{ check: "account-evidence", ...judgeAccountEvidence(users) },
	];
}
