import type { Client, Entry } from "ldapts";
import { expect, test } from "vitest";
import { partOf } from "#lib/core/part-of.ts";
import { readWritingPace } from "./highest-usn.ts";

const RULES = { baseDn: "DC=aaddscontoso,DC=com", objectIdAttribute: "msDS-aadObjectId" };

/** A controller with these USNs, one at each poll, that lists its writes so. */
function controller(usns: (number | undefined)[], list: () => Entry[] = () => []): Client {
	let poll = 0;
	const search: Client["search"] = async (base) => {
		const usn = usns[Math.min(poll, usns.length - 1)];
		if (base === "") poll++;
		const root: Entry = { dn: "", ...(usn !== undefined && { highestCommittedUSN: String(usn) }) };
		return { searchEntries: base === "" ? [root] : list(), searchReferences: [] };
	};
	return partOf<Client>({ search });
}

const failing = () => {
	throw new Error("no answer in time");
};

test.each<
	[
		says: string,
		usns: (number | undefined)[],
		list: (() => Entry[]) | undefined,
		is: boolean | undefined,
	]
>([
	["one that writes between any two polls", [1, 3, 4, 9], undefined, true],
	["the same, when it does not list its writes in time", [1, 3, 4, 9], failing, true],
	["one that writes now and then", [1, 1, 4, 9], undefined, false],
	["one that is at rest", [7], undefined, false],
	["one whose USN cannot be read", [undefined], undefined, undefined],
])("a controller that writes all the time is recognised: %s", async (_, usns, list, is) => {
	expect((await readWritingPace(controller(usns, list), RULES))?.isConstant).toBe(is);
});
