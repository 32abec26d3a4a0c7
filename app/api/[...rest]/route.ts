import { problem } from "#lib/server/http/problem.ts";

export const dynamic = "force-dynamic";

const unknown = async () => problem("route-not-found");

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
