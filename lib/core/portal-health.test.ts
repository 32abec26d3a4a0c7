import { expect, test } from "vitest";
import { type PartStates, portalHealth } from "./portal-health.ts";

const WELL: PartStates = { store: "ok", keys: "ok", domain: "ok", mail: "ok" };

test.each<[string, Partial<PartStates>, string]>([
	["all is well", {}, "ready"],
	["the domain is away", { domain: "away" }, "ready"],
	["a part of the domain is away", { domain: "degraded" }, "ready"],
	["no domain and no mail are set", { domain: "not-set", mail: "not-set" }, "ready"],
	["the mail server is away", { mail: "away" }, "ready"],
	["the tenant is away, and its keys are known", { keys: "degraded" }, "ready"],
	["the store is away", { store: "away" }, "not-ready"],
	["no keys are known", { keys: "away" }, "not-ready"],
])("when %s", (_when, parts, status) => {
	const all = { ...WELL, ...parts };
	expect(portalHealth(all)).toEqual({ status, parts: all });
});
