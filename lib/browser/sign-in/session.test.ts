import { beforeEach, expect, test, vi } from "vitest";

const { openSignIn, forgetAccounts } = vi.hoisted(() => ({
	openSignIn: vi.fn(),
	forgetAccounts: vi.fn(),
}));
vi.mock("#lib/entra/sign-in/sign-in.ts", () => ({
	openSignIn,
	forgetAccounts,
	signedInAccount: () => ({ id: "grace" }),
}));
vi.mock("#lib/entra/sign-in/go-to-sign-in.ts", () => ({}));
vi.mock("#lib/browser/client-config.ts", () => ({ loadConfig: async () => ({}) }));

const [CHANGE, STATE] = ["keyturn.change", "keyturn.last-state"];
const kept = new Map<string, string>();

beforeEach(() => {
	vi.resetModules();
	kept.clear();
	vi.stubGlobal("localStorage", {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key),
	});
	forgetAccounts.mockClear();
	reload.mockClear();
	vi.stubGlobal("window", Object.assign(new EventTarget(), { location: { reload } }));
	vi.stubGlobal("document", { documentElement: {} });
});
const reload = vi.fn();

/** @returns what is still remembered after Grace, or nobody, returns from the sign-in */
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
	["a state without a change is forgotten: it may belong to another person", undefined, grace, []],
	["nothing is forgotten while nobody is signed in", "ada", undefined, [CHANGE, STATE]],
] as const)("%s", async (_what, personId, arrival, expected) => {
	if (personId) kept.set(CHANGE, JSON.stringify({ personId, sentAt: new Date() }));
	kept.set(STATE, "{}");
	expect(await rememberedBy(arrival)).toEqual(expected);
});

/** The storage of one tab, as long as it lasts. */
function tab() {
	const own: Record<string, string> = {};
	const methods = {
		getItem: (key: string) => own[key] ?? null,
		setItem: (key: string, value: string) => void Object.assign(own, { [key]: value }),
		removeItem: (key: string) => void delete own[key],
	};
	for (const [name, value] of Object.entries(methods)) {
		Object.defineProperty(own, name, { value });
	}
	return own;
}

/** A page of the tab loads, after the tenant's or by itself. */
async function load(storage: object, arrival?: typeof grace): Promise<void> {
	vi.resetModules();
	vi.stubGlobal("sessionStorage", storage);
	openSignIn.mockResolvedValue({ signIn: {}, arrival });
	const { startSignIn } = await import("./session.ts");
	await startSignIn();
}

async function signOutInAnotherTab(): Promise<void> {
	const { noteSignOut } = await import("./signed-out.ts");
	noteSignOut();
}

test("a page empties itself as soon as somebody signs out in another tab, and not for other news", async () => {
	const own = tab();
	await load(own, grace);
	window.dispatchEvent(new Event("storage"));
	expect(reload).not.toHaveBeenCalled();
	await signOutInAnotherTab();
	window.dispatchEvent(new Event("storage"));
	expect(reload).toHaveBeenCalledOnce();
	expect(document.documentElement.hidden).toBe(true);
	expect(forgetAccounts).not.toHaveBeenCalled();
	await load(own);
	expect(forgetAccounts).toHaveBeenCalledOnce();
	expect(Object.keys(own)).toEqual([]);
});

test("a tab that was asleep at the sign-out forgets everybody when it wakes up, or loads again", async () => {
	const own = tab();
	await load(own, grace);
	await signOutInAnotherTab();
	window.dispatchEvent(new Event("pageshow"));
	expect(reload).toHaveBeenCalledOnce();
	await load(own);
	expect(forgetAccounts).toHaveBeenCalledOnce();
});

test("whoever signs in after a sign-out stays signed in, also as another person", async () => {
	const own = tab();
	await load(own, grace);
	await signOutInAnotherTab();
	await load(own, { ...grace, isAnother: true });
	window.dispatchEvent(new Event("pageshow"));
	await load(own);
	expect(forgetAccounts).not.toHaveBeenCalled();
	expect(reload).not.toHaveBeenCalled();
});
