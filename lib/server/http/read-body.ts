import type { z } from "zod";
import type { ProblemCode } from "#lib/core/problem.ts";

const MAX_BYTES = 4_096;

export type BodyResult<T> =
	| { ok: true; value: T }
	| { ok: false; code: ProblemCode; detail?: string };

/**
 * Reads a small JSON body and checks it against a schema. What was sent is never repeated or logged.
 *
 * @param maxBytes what the call takes, where it is more than most calls need
 */
export async function readBody<T>(
	request: Request,
	schema: z.ZodType<T>,
	maxBytes = MAX_BYTES,
): Promise<BodyResult<T>> {
	const text = await readText(request, maxBytes);
	if (text === undefined) {
		const size = maxBytes.toLocaleString("en-GB");
		return { ok: false, code: "body-too-large", detail: `This call takes at most ${size} bytes.` };
	}
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return { ok: false, code: "body-not-json" };
	}
	const parsed = schema.safeParse(json);
	if (parsed.success) return { ok: true, value: parsed.data };
	const [issue] = parsed.error.issues;
	const detail = issue && `${issue.path.join(".") || "The body"}: ${issue.message}.`;
	return { ok: false, code: "body-mistaken", ...(detail && { detail }) };
}

/** As `readBody`, for a call that may come without a body: then it is read as an empty object. */
export async function readOptionalBody<T>(
	request: Request,
	schema: z.ZodType<T>,
): Promise<BodyResult<T>> {
	if (request.body) return await readBody(request, schema);
	return { ok: true, value: schema.parse({}) };
}

async function readText(request: Request, maxBytes: number): Promise<string | undefined> {
	if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return undefined;
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.body ?? []) {
		size += chunk.byteLength;
		if (size > maxBytes) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
