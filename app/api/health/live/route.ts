import { json } from "#lib/server/http/handle.ts";

export const dynamic = "force-dynamic";

/** The process answers. */
export const GET = async () => json({ status: "live" });
