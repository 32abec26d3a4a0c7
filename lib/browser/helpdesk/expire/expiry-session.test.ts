import { afterEach, expect, test, vi } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { discardStoredRuns, expire } from "./expiry-session.ts";

// Unit tests load React's server build, which lacks the hooks that this module needs.
vi.mock("@azure/msal-react", () => ({ MsalProvider: undefined, useIsAuthenticated: undefined }));

type Account = ReturnType<SignIn["client"]["getActiveAccount"]>;

const signIn = partOf<SignIn>({
	client: {
		getActiveAccount: () => partOf<Account>({ localAccountId: "ADA", username: "ada@x.com" }),
	},
});
const watcher = { onView: vi.fn(), onRun: vi.fn() };
const begin = () => expire(signIn, { how: "new", people: [], group: undefined }, watcher);

const BLOCKED = { code: "storage-blocked" };

type Work = (lock: object | null) => unknown;
const locks = (lock: object | null) => ({
	locks: {
		query: async () => ({}),
		request: async (_name: string, _options: object, work: Work) => work(lock),
	},
});

afterEach(() => vi.unstubAllGlobals());

test("nothing is started or discarded without locks between tabs", async () => {
	vi.stubGlobal("navigator", {});
	expect([await begin(), await discardStoredRuns(signIn)]).toMatchObject([BLOCKED, BLOCKED]);
});

test("nothing is started or discarded while another tab does so", async () => {
	vi.stubGlobal("navigator", locks(null));
	expect([await begin(), await discardStoredRuns(signIn)]).toEqual(["elsewhere", "elsewhere"]);
});

test("nothing is started or discarded if the browser stores nothing", async () => {
	vi.stubGlobal("navigator", locks({}));
	vi.stubGlobal("indexedDB", {
		open() {
			throw new DOMException("No database here", "SecurityError");
		},
	});
	expect([await begin(), await discardStoredRuns(signIn)]).toMatchObject([BLOCKED, BLOCKED]);
	expect(watcher.onRun).not.toHaveBeenCalled();
});
