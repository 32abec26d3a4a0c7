import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { startSambaDomain } from "#practice/domain/samba-domain.ts";
import { startSimulatedDomain } from "#practice/domain/simulated-domain.ts";
import type { DomainStandIn } from "#practice/domain/stand-in.ts";
import { startPortal } from "./portal.ts";
import { SCENES } from "./scenes.ts";
import { Stage, type StageOptions } from "./stage.ts";

/**
 * Plays every scene on the simulated domain and on two Samba controllers. Whenever "usable" is said on Samba,
 * `kinit` and an NTLM logon with the newest password must succeed on every controller.
 */
const MONTH_MS = 30 * 24 * 60 * 60_000;

const STANDS = {
	simulated: async () => {
		const stand = await startSimulatedDomain({
			dataDir: mkdtempSync(join(tmpdir(), "scenes-")),
			ports: { dc1: 0, dc2: 0 },
			// A domain created in the middle of a scene would change the story.
			madeAt: new Date(Date.now() - MONTH_MS),
		});
		return { stand, truth: undefined };
	},
	samba: async () => {
		const stand = await startSambaDomain({ ips: { dc1: "127.0.0.54", dc2: "127.0.0.55" } });
		return { stand, truth: stand.signInTruth };
	},
} satisfies Record<string, () => Promise<Pick<StageOptions, "stand" | "truth">>>;

describe.each(["simulated", "samba"] as const)("on %s controllers", (kind) => {
	let stand: DomainStandIn;
	let truth: StageOptions["truth"];

	beforeAll(async () => {
		({ stand, truth } = await STANDS[kind]());
	});
	afterAll(() => stand.stop());

	const scenes = SCENES.filter(({ needs }) => needs === undefined || needs === kind);
	test.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_name, scene) => {
		// The simulated domain has no Kerberos service.
		const settings = {
			...(kind === "simulated" && { DOMAIN_KERBEROS_CHECK: "false" }),
			...scene.settings,
		};
		const portal = await startPortal({ ...stand.environment, ...settings }, scene.habits);
		const stage = new Stage({ stand, portal, truth });
		try {
			await scene.story(stage);
		} finally {
			await stage.end();
		}
	});
});
