import { expect, test } from "vitest";
import { pageWithPart } from "./page-addresses.ts";

test.each([
	["/status/abc", "/status"],
	["/go/7k3m9qxw2tnb", "/go"],
	["/preview/de/7k3m9qxw2tnb", "/go"],
	["/helpdesk/links/7k3m9qxw2tnb", "/helpdesk/link"],
	["/helpdesk/links/7k3m9qxw2tnb/edit", "/helpdesk/link-edit"],
	["/helpdesk/links/7k3m9qxw2tnb/sheet", "/helpdesk/link-sheet"],
	["/helpdesk/links/new", undefined],
	["/helpdesk/links", undefined],
	["/go/", undefined],
	["/go", undefined],
	["/", undefined],
])("%s is answered by %s", (path, page) => {
	expect(pageWithPart(path)).toBe(page);
});
