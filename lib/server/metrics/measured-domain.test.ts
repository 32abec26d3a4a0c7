import { expect, test, vi } from "vitest";
import { absent, unread } from "#lib/core/readiness/example-accounts.ts";
import { exampleController } from "#lib/directory/example-controller.ts";
import { measuredDomain } from "./measured-domain.ts";

test("each reading is counted with its outcome and duration, and passed through", async () => {
	const controllers = [exampleController("dc1", absent), exampleController("dc2", unread)];
	const domainRead = vi.fn();
	const askedForUsn = vi.fn();
	const parts = { controllers, close: async () => undefined };
	const domain = measuredDomain(parts, { domainRead, askedForUsn });
	const keys = [{ id: "1", userPrincipalName: "dana@contoso.com" }];
	const [first] = domain.controllers;
	expect(await first?.read(keys)).toEqual(await controllers[0]?.read(keys));
	await domain.controllers[1]?.read(keys);
	const counted = domainRead.mock.calls.map(([one]) => one);
	expect(counted).toEqual([
		{ controller: "dc1", outcome: "read", seconds: expect.any(Number) },
		{ controller: "dc2", outcome: "timeout", seconds: expect.any(Number) },
	]);
	expect(JSON.stringify(counted)).not.toContain("dana");
	expect(await first?.findWritten()).toEqual(new Map());
	expect(askedForUsn.mock.calls).toEqual([[{ controller: "dc1", written: 0 }]]);
});

test("a controller keeps its identity, and an added one is measured", () => {
	const controllers = [exampleController("dc1", absent)];
	const listener = vi.fn();
	const parts = { controllers, onChange: listener, close: async () => undefined };
	const domain = measuredDomain(parts, {
		domainRead: () => undefined,
		askedForUsn: () => undefined,
	});
	const [first] = domain.controllers;
	controllers.push(exampleController("dc2", absent));
	expect(domain.controllers[0]).toBe(first);
	expect(domain.controllers.map(({ id }) => id)).toEqual(["dc1", "dc2"]);
	domain.onChange?.(() => undefined);
	expect(listener).toHaveBeenCalledOnce();
});
