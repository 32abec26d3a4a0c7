import { randomUUID } from "node:crypto";
import type { PortalPair } from "../../contracts/postgres/portal-pair.ts";
import { insist } from "./insist.ts";
import type { Journey } from "./journeys.ts";
import type { Story } from "./story.ts";

/** What an agent has done, to be checked after the soak. */
export type Desk = { lookUps: number; titles: string[]; stop(): Promise<void> };

const PAUSE_MS = 2_000;

/** An agent who keeps looking people up and creating links. Each call is repeated until it succeeds. */
export async function startDesk(
	pair: PortalPair,
	journeys: readonly Journey[],
	story: Story,
): Promise<Desk> {
	const agent = await pair.signedIn("helpdesk");
	let isStopped = false;
	const desk: Desk = {
		lookUps: 0,
		titles: [],
		async stop() {
			isStopped = true;
			await working;
		},
	};

	async function post(path: string, body: unknown, key = randomUUID()) {
		return await insist(story, `POST ${path}`, async () => {
			const { status, answer } = await agent.call(pair.balancer.url, "POST", path, body, {
				"idempotency-key": key,
			});
			if (status >= 300) throw new Error(`HTTP ${status} ${answer?.code ?? ""}`);
			return answer;
		});
	}

	async function workOn(): Promise<void> {
		for (let turn = 1; !isStopped; turn++) {
			const { id, userPrincipalName } = journeys.at(-1)?.person.person ?? agent.person;
			await post("helpdesk/lookup", { people: [{ id, userPrincipalName }] });
			desk.lookUps += 1;
			if (turn % 3 === 0) {
				const title = `Soak ${turn}`;
				const [key, content] = [randomUUID(), contentOf(title)];
				const made = await post("helpdesk/links", content, key);
				const again = await post("helpdesk/links", content, key);
				if (made.id !== again.id) story.fail(`${title} was made twice`);
				desk.titles.push(title);
			}
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		}
	}

	const working = workOn().catch((error: unknown) => story.note(String(error)));
	return desk;
}

function contentOf(title: string) {
	const inDays = (days: number) =>
		new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
	const helper = { name: "Ann", mail: "ann@contoso.com", phone: "" };
	const days = { deadline: inDays(9), lastDay: inDays(30) };
	return { title, message: "", helper, ...days, language: "en", way: "portal", domainHint: "" };
}
