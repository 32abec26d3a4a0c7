import { expect, test } from "vitest";
import { createMailboxLimit } from "./mailbox-limit.ts";

const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 12, n));

test("a mailbox gets ten mails within an hour, and others as before", () => {
	const limit = createMailboxLimit();
	const taken = Array.from({ length: 100 }, () => limit.take("Dana@contoso.com", minute(0)));
	expect(taken.filter(Boolean)).toHaveLength(10);
	expect(limit.take("dana@CONTOSO.com", minute(59))).toBe(false);
	expect(limit.take("noor@contoso.com", minute(59))).toBe(true);
	expect(limit.take("dana@contoso.com", minute(60))).toBe(true);
});

test("the hour goes by each mail, not by the first", () => {
	const limit = createMailboxLimit();
	for (let n = 0; n < 10; n++) limit.take("a@b.com", minute(n * 5));
	expect(limit.take("a@b.com", minute(59))).toBe(false);
	expect(limit.take("a@b.com", minute(60))).toBe(true);
	expect(limit.take("a@b.com", minute(61))).toBe(false);
});
