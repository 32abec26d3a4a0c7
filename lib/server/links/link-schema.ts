import { z } from "zod";
import { LINK_WAYS, type LinkContent } from "#lib/core/link/link.ts";
import { cleanContent, linkProblems } from "#lib/core/link/link-problems.ts";
import { now } from "#lib/server/clock/clock.ts";
import { type BodyResult, readBody } from "#lib/server/http/read-body.ts";
import { LOCALES } from "#lib/text/locales.ts";

/** Enough for 2,000 characters of four bytes, and for one that is far too long to be told so. */
const MAX_BYTES = 65_536;

const content = {
	title: z.string(),
	message: z.string(),
	helper: z.strictObject({ name: z.string(), mail: z.string(), phone: z.string() }),
	deadline: z.string(),
	lastDay: z.string(),
	language: z.enum(LOCALES as [string, ...string[]], {
		error: "must be a language of the portal",
	}),
	way: z.enum(LINK_WAYS, { error: "must be portal or guided" }),
	domainHint: z.string(),
};

const contentSchema = z.strictObject(content);
const revisedSchema = z.strictObject({ content: contentSchema, revision: z.int().positive() });

/** Reads the content of a new link. */
export async function readContent(request: Request): Promise<BodyResult<LinkContent>> {
	const body = await readBody(request, contentSchema, MAX_BYTES);
	return body.ok ? judged(body.value, body.value) : body;
}

/** Reads changed content together with the revision that was changed. */
export async function readRevised(
	request: Request,
): Promise<BodyResult<{ content: LinkContent; revision: number }>> {
	const body = await readBody(request, revisedSchema, MAX_BYTES);
	if (!body.ok) return body;
	const { content: sent, revision } = body.value;
	return judged(sent, { content: cleanContent(sent), revision });
}

/** The rules are the form's own; whoever calls without the form is told the first field that is wrong. */
function judged<T>(sent: LinkContent, value: T): BodyResult<T> {
	const [problem] = linkProblems(sent, now());
	if (!problem) return { ok: true, value };
	const more = problem.code === "too-long" ? ` (${problem.count} of ${problem.max})` : "";
	return {
		ok: false,
		code: "body-mistaken",
		detail: `${problem.field}: ${problem.code}${more}.`,
	};
}
