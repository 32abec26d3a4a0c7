import { afterEach, expect, test, vi } from "vitest";
import { failed } from "#lib/core/failure.ts";
import { sendPasswordChange } from "./change-password.ts";
import { readMembersPage } from "./group-members.ts";
import { sendTemporaryPassword } from "./temporary-password.ts";

const GRAPH = "https://graph.example";

afterEach(() => vi.unstubAllGlobals());

function recordingFetch() {
	const fetched = vi.fn(async (_url: string, _init: RequestInit) => Response.json({ value: [] }));
	vi.stubGlobal("fetch", fetched);
	return fetched;
}

test.each([
	[
		"a change",
		`${GRAPH}/v1.0/me/changePassword`,
		() => sendPasswordChange(GRAPH, "token", { existing: "Old-Heron-1", next: "New-Heron-2" }),
	],
	[
		"a temporary password",
		`${GRAPH}/v1.0/users/dana`,
		() => sendTemporaryPassword(GRAPH, "token", { id: "dana", password: "New-Heron-2" }),
	],
])(
	"%s goes only to Graph: no redirect is followed, nothing is cached",
	async (_what, url, send) => {
		const fetched = recordingFetch();
		await send();
		expect(fetched).toHaveBeenCalledTimes(1);
		const [address, init] = fetched.mock.lastCall ?? [];
		expect(address).toBe(url);
		expect(init).toMatchObject({ redirect: "error", cache: "no-store", credentials: "omit" });
	},
);

test.each(["https://elsewhere.example/v1.0/next", "/v1.0/next", ""])(
	"no token goes to a next page outside Graph: “%s”",
	async (next) => {
		const fetched = recordingFetch();
		const page = await readMembersPage(GRAPH, "token", next);
		expect(page).toEqual(failed("graph-refused"));
		expect(fetched).not.toHaveBeenCalled();
	},
);
