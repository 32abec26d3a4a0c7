import { beforeEach, expect, test, vi } from "vitest";

const { openSignIn } = vi.hoisted(() => ({ openSignIn: vi.fn() }));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({ openSignIn }));
vi.mock("#lib/entra/sign-in/go-to-sign-in.ts", () => ({}));
vi.mock("#lib/browser/client-config.ts", () => ({ loadConfig: async () => ({}) }));

const [CHANGE, STATE] = ["keyturn.change", "keyturn.last-state"];
const kept = new Map<string, string>();

beforeEach(() => {
	vi.resetModules();
	kept.clear();
	vi.stubGlobal("localStorage", {
		getItem: (key: string) => kept.get(key) ?? null,
		removeItem: (key: string) => kept.delete(key),
	});
});

/** @returns what is still remembered after Grace, or nobody, has come back from the sign-in */
async function rememberedBy(arrival: { personId: string; isAnother: boolean } | undefined) {
	openSignIn.mockResolvedValue({ signIn: {}, arrival });
	const { startSignIn } = await import("./session.ts");
	await startSignIn();
	return [...kept.keys()];
}
const grace = { personId: "grace", isAnother: false };

test.each([
	["a person's own change stays", "grace", grace, [CHANGE, STATE]],
	["another person's change is forgotten", "ada", grace, []],
	[
		"a state without a change is forgotten: another person may have found it here",
		undefined,
		grace,
		[],
	],
	["nothing is forgotten while nobody arrives", "ada", undefined, [CHANGE, STATE]],
] as const)("%s", async (_what, personId, arrival, expected) => {
	if (personId) kept.set(CHANGE, JSON.stringify({ personId }));
	kept.set(STATE, "{}");
	expect(await rememberedBy(arrival)).toEqual(expected);
});
