import { z } from "zod";
import { AUDIT_ACTIONS, type AuditFilter } from "#lib/core/audit/audit-entry.ts";
import type { AuditFileForm } from "./audit-file.ts";

const PAGE = 50;
const MAX_WORDS = 200;

const orNothing = <T extends z.ZodType>(schema: T) =>
	z.union([z.literal("").transform(() => undefined), schema]).optional();

const querySchema = z.object({
	action: orNothing(z.enum(AUDIT_ACTIONS)),
	words: orNothing(z.string().max(MAX_WORDS)),
	from: orNothing(z.iso.date()),
	to: orNothing(z.iso.date()),
	before: z.coerce.number().int().positive().optional(),
	format: z.enum(["csv", "json"]).optional(),
	separator: z.enum([",", ";"]).optional(),
});

type AuditQuery =
	| {
			ok: true;
			filter: AuditFilter;
			page: { before?: number; limit: number };
			form: AuditFileForm;
	  }
	| { ok: false; detail: string };

/** Reads what is asked of the audit out of a call's address. */
export function auditQuery(request: Request): AuditQuery {
	const { searchParams } = new URL(request.url);
	const parsed = querySchema.safeParse(Object.fromEntries(searchParams));
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return {
			ok: false,
			detail: `${issue?.path.join(".")}: has another form than this call takes.`,
		};
	}
	const { before, format = "csv", separator = ",", ...filter } = parsed.data;
	return {
		ok: true,
		filter,
		page: { limit: PAGE, ...(before !== undefined && { before }) },
		form: format === "csv" ? { kind: format, separator } : { kind: format },
	};
}
