import { z } from "zod";
import { clientAddress } from "#lib/server/http/client-address.ts";
import { asCaller, routes } from "#lib/server/http/handle.ts";
import { problem } from "#lib/server/http/problem.ts";
import { heldBack } from "#lib/server/http/rate-limit.ts";
import { readBody } from "#lib/server/http/read-body.ts";
import { visitLink } from "#lib/server/links/visit-link.ts";

export const dynamic = "force-dynamic";

const markSchema = z.strictObject({
	stage: z.enum(["opened", "signed-in"], { error: "must be opened or signed-in" }),
	/** A random value of the browser's own, for this link alone. */
	mark: z.string().regex(/^[\w-]{22,64}$/, { error: "must be 22 to 64 characters of base64url" }),
});

type Params = { link: string };

/** Counts that somebody has come this far, once for each mark; whom is neither asked nor kept. */
export const { GET, POST, PUT, PATCH, DELETE } = routes<Params>({
	POST: async (call) => {
		const { request, params, portal } = call;
		const held = heldBack(portal.limits.linkMarks, clientAddress(request));
		if (held) return held;
		const body = await readBody(request, markSchema);
		if (!body.ok) return problem(body.code, body.detail);
		const { stage, mark } = body.value;
		const count = async () => {
			const visited = await visitLink(portal, request, params.link);
			if (!visited.ok) return visited.answer;
			await portal.store.markLink(visited.link.id, stage, mark);
			return new Response(null, { status: 204 });
		};
		// Who says to be signed in shows it; the token is checked and forgotten.
		return stage === "signed-in" ? asCaller<Params>(count)(call) : count();
	},
});
