import { type Calls, done } from "../call.ts";
import { openApi } from "../openapi.ts";

/** What the portal reports about itself. */
export const portalCalls: Calls<
	| "GET /api/config"
	| "GET /api/health/live"
	| "GET /api/health/ready"
	| "GET /api/metrics"
	| "GET /api/openapi.json"
> = {
	"GET /api/config": async ({ portal }) => done(portal.config),
	"GET /api/health/live": async () => done({ status: "live" }),
	"GET /api/health/ready": async ({ portal }) => {
		const health = await portal.health();
		return { ...done(health), status: health.status === "ready" ? 200 : 503 };
	},
	"GET /api/metrics": async ({ portal }) => done(inOnePart(await portal.metrics.text())),
	"GET /api/openapi.json": async () => done(openApi()),
};

async function* inOnePart(text: string) {
	yield text;
}
