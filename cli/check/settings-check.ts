import { environmentSchema, FROM_FILE, type Variables } from "#lib/server/settings/environment.ts";
import type { SettingsResult } from "#lib/server/settings/settings.ts";
import { type CheckRow, fail, pass, type Verdict, warn } from "./check-row.ts";

/** Names with these beginnings can only be meant for the portal. */
const OURS = /^(?:ENTRA|DOMAIN|SUPPORT|BRAND|SMTP)_/;

/** Judges the settings: a row for every mistake, and for every name that looks like a setting and is none. */
export function judgeSettings(
	result: Exclude<SettingsResult, { because: "no-tenant" }>,
	environment: Variables,
): CheckRow[] {
	const verdicts: Verdict[] = result.ok
		? [pass("Complete, without a mistake.")]
		: result.mistakes.map((mistake) =>
				fail(mistake, "Correct it in .env or in the environment; .env.example explains it."),
			);
	const unknown = unknownNames(environment).map((name) =>
		warn(`${name}: there is no setting of this name.`, "Compare it with .env.example."),
	);
	return [...verdicts, ...unknown].map((verdict) => ({ check: "settings", ...verdict }));
}

function unknownNames(environment: Variables): string[] {
	const known = new Set([
		...Object.keys(environmentSchema.shape),
		...FROM_FILE.map((name) => `${name}_FILE`),
	]);
	return Object.keys(environment)
		.filter((name) => OURS.test(name) && environment[name])
		.filter((name) => !known.has(name))
		.sort();
}
