import { type Habits, learn, NO_HABITS, type PasswordTime } from "#lib/core/readiness/habits.ts";
import type { SambaDomain } from "#practice/domain/samba-domain.ts";
import type { Stage } from "./stage.ts";

type Options = {
	habits?: Habits;
	settings?: Record<string, string>;
	/** Only a real domain can do this. */
	needs?: "samba";
};
type Story = (stage: Stage) => Promise<void>;
/** A day in a domain, and what the portal must say after each event. */
type Scene = Options & { name: string; story: Story };

const scene = (name: string, story: Story, options: Options = {}): Scene => ({
	name,
	story,
	...options,
});

const seenThreeTimes = (lesson: Parameters<typeof learn>[1]): Habits =>
	[1, 2, 3].reduce((habits) => learn(habits, lesson, new Date(0)), NO_HABITS);
const domainThatCarries = (kind: PasswordTime) => seenThreeTimes({ about: "passwordTime", kind });
const MAKES_FINAL_KEYS = seenThreeTimes({ about: "firstKeys", kind: "final" });

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
const samba = (stage: Stage) => stage.stand as SambaDomain;

export const SCENES: Scene[] = [
	// ── Ordinary days
	scene("a change lands on one controller after the other", async (s) => {
		await s.changeOldPassword();
		await s.says("waiting");
		await s.lands("dc1");
		await s.says("arriving");
		await s.lands("dc2");
		await s.says("usable");
	}),
	scene(
		"a first change creates the account, in a domain that creates it with its final keys",
		async (s) => {
			await s.change();
			await s.says("waiting");
			await s.lands();
			await s.says("usable");
		},
		{ habits: MAKES_FINAL_KEYS },
	),
	scene(
		"a first change where the account is created before its keys, with random keys",
		async (s) => {
			await s.change();
			await s.account("random");
			await s.says("arriving");
			await s.lands();
			await s.says("usable");
		},
	),
	scene("Kerberos keys are written before the NTLM key", async (s) => {
		await s.changeOldPassword();
		await s.lands("both", { only: "kerberos" });
		await s.says("arriving");
		await s.lands("both", { only: "ntlm" });
		await s.says("usable");
	}),
	scene("the NTLM key first, and Kerberos keys with the next write", async (s) => {
		await s.changeOldPassword();
		await s.lands("both", { only: "ntlm" });
		await s.says("arriving");
		await s.lands("both", { only: "kerberos" });
		await s.says("usable");
	}),
	scene("the same keys are set twice before the other controller has them", async (s) => {
		await s.changeOldPassword();
		await s.lands("dc1");
		await s.lands("dc1");
		await s.says("arriving");
		await s.lands("dc2");
		await s.says("usable");
	}),
	scene("the account is renamed and moved while the change is on its way", async (s) => {
		await s.changeOldPassword();
		const name = `r${s.person.samAccountName.slice(1)}`;
		await s.on("both", (c, id) => s.stand.rename(c, id, name));
		await s.on("both", (c, id) => s.stand.move(c, id, "elsewhere"));
		s.person = {
			...s.person,
			samAccountName: name,
			userPrincipalName: `${name}@aaddscontoso.com`,
		};
		await s.lands();
		await s.says("usable");
	}),
	scene("the change is reported twice, and from the future", async (s) => {
		await s.account("old");
		await s.open();
		await s.report(new Date(Date.now() + 8 * 60_000));
		await s.report();
		await s.lands();
		await s.says("usable");
	}),
	scene(
		"the response is lost and the change never reported: the domain itself shows it",
		async (s) => {
			await s.account("old");
			await s.open();
			await s.says("open");
			await s.lands();
			await s.says("usable");
		},
	),

	// ── What was seen once stays seen
	scene("must be changed again after it worked, and is changed", async (s) => {
		await s.changeUntilUsable();
		await s.on("both", s.stand.requireChange);
		await s.says("blocked", "must-change");
		await s.change();
		await s.says("waiting");
		await s.lands();
		await s.says("usable");
	}),
	scene("a temporary password lands after it worked, and is changed", async (s) => {
		await s.changeUntilUsable();
		await s.landsAnother();
		await s.on("both", s.stand.requireChange);
		await s.says("blocked", "must-change");
		await s.change();
		await s.lands();
		await s.says("usable");
	}),
	scene(
		"lands while it must be changed, then is freed, without asking the Kerberos service",
		async (s) => {
			await s.changeOldPassword();
			await s.lands();
			await s.on("both", s.stand.requireChange);
			await s.says("blocked", "must-change");
			await s.on("both", s.stand.touchPasswordTime);
			await s.says("usable");
		},
		{ settings: { DOMAIN_KERBEROS_CHECK: "false" } },
	),
	scene("a restart of the portal in between loses nothing", async (s) => {
		await s.changeOldPassword();
		await s.lands("dc1");
		await s.says("arriving");
		await s.portal.stop();
		await s.lands("dc2");
		await s.portal.start();
		await s.says("usable");
	}),

	// ── Which change the keys belong to
	scene(
		"three changes in a row: neither the first one's keys nor the second one's are the third's",
		async (s) => {
			await s.changeOldPassword();
			await s.change();
			await s.lands("both", { of: 1 });
			await s.change();
			await s.says("waiting");
			await s.lands("both", { of: 2 });
			await s.says("unconfirmed", "earlier-change");
			await s.lands("both", { of: 3 });
			await s.says("unconfirmed", "earlier-change");
		},
	),
	scene(
		"three changes in a row, where pwdLastSet carries Entra's time",
		async (s) => {
			await s.account("old");
			const times = [ago(300), ago(200), ago(100)];
			for (const [index, changedAt] of times.entries()) {
				await s.open();
				await s.report(changedAt);
				if (index === 1) await s.lands("both", { of: 1, passwordSetAt: times[0] as Date });
			}
			await s.lands("both", { of: 2, passwordSetAt: times[1] as Date });
			await s.says("unconfirmed", "other-change");
			await s.lands("both", { of: 3, passwordSetAt: times[2] as Date });
			await s.says("usable");
		},
		{ habits: domainThatCarries("entra") },
	),
	scene(
		"only the latest of two changes ever lands, where pwdLastSet carries Entra's time",
		async (s) => {
			await s.account("old");
			await s.open();
			await s.report(ago(200));
			const changedAt = ago(100);
			await s.open();
			await s.report(changedAt);
			await s.lands("both", { passwordSetAt: changedAt });
			await s.says("usable");
		},
		{ habits: domainThatCarries("entra") },
	),
	scene("only the latest of two changes ever lands, and nothing shows which it is", async (s) => {
		await s.changeOldPassword();
		await s.change();
		await s.lands();
		await s.says("unconfirmed", "earlier-change");
	}),
	scene("an earlier change was opened but never reported", async (s) => {
		await s.account("old");
		await s.open();
		await s.open();
		await s.report();
		await s.lands("both", { of: 1 });
		await s.says("unconfirmed", "earlier-change");
	}),
	scene("an earlier attempt was refused by Entra", async (s) => {
		await s.account("old");
		await s.open();
		await s.change({ isEarlierTryRefused: true });
		await s.lands();
		await s.says("usable");
	}),
	scene("an earlier change was deleted", async (s) => {
		await s.changeOldPassword();
		await s.forget();
		await s.change();
		await s.lands("both", { of: 1 });
		await s.says("unconfirmed", "earlier-change");
	}),
	scene("a change made elsewhere just before, by Entra's date", async (s) => {
		await s.account("old");
		// The domain itself is younger than an old change.
		await s.change({ lastChangedAt: ago(10) });
		await s.landsAnother();
		await s.says("unconfirmed", "earlier-change");
	}),
	scene("keys of an earlier change, written twice", async (s) => {
		await s.changeOldPassword();
		await s.change();
		await s.lands("both", { of: 1 });
		await s.on("both", s.stand.rewriteKeys);
		await s.says("unconfirmed", "earlier-change");
	}),
	scene("keys of an earlier change, cleared and written", async (s) => {
		await s.changeOldPassword();
		await s.change();
		await s.on("both", (c, id) => s.stand.clearKeys(c, id));
		await s.lands("both", { of: 1 });
		await s.says("unconfirmed", "earlier-change");
	}),
	scene("an account created with random keys, then keys of an earlier change", async (s) => {
		await s.change();
		await s.change();
		await s.account("random");
		await s.lands("both", { of: 1 });
		await s.says("unconfirmed", "earlier-change");
	}),
	scene("another password after it worked", async (s) => {
		await s.changeUntilUsable();
		await s.landsAnother("dc1");
		await s.says("unconfirmed", "moved-on");
		await s.landsAnother("dc2");
		await s.says("unconfirmed", "moved-on");
	}),
	scene("another NTLM key after it worked, with the Kerberos keys untouched", async (s) => {
		await s.changeUntilUsable();
		await s.landsAnother("both", { only: "ntlm", passwordSetAt: "unmoved" });
		await s.says("unconfirmed", "moved-on");
	}),
	scene("the Kerberos keys are emptied after it worked", async (s) => {
		await s.changeUntilUsable();
		await s.on("both", (c, id) => s.stand.clearKeys(c, id, "kerberos"));
		await s.says("unconfirmed", "moved-on");
	}),
	scene("the earlier keys are written again, with the earlier time", async (s) => {
		await s.changeOldPassword();
		await s.on("both", s.stand.rewriteKeys);
		await s.says("unconfirmed", "password-time");
	}),

	// ── Accounts that appear, disappear and hide
	scene(
		"a hidden account appears with its old keys, which then serve as baseline",
		async (s) => {
			await s.account("old");
			await s.pause(11);
			await s.on("both", (c, id) => s.stand.setHidden(c, id, true));
			await s.change();
			await s.on("both", (c, id) => s.stand.setHidden(c, id, false));
			await s.says("waiting");
			await s.lands();
			await s.says("usable");
		},
		{ habits: MAKES_FINAL_KEYS },
	),
	scene("an account elsewhere in the domain is found there", async (s) => {
		for (const c of ["dc1", "dc2"] as const) {
			await s.stand.addAccount(c, s.person, "old", { place: "elsewhere" });
		}
		await s.change();
		await s.says("waiting");
		await s.on("both", (c, id) => s.stand.move(c, id, "people"));
		await s.says("waiting");
		await s.lands();
		await s.says("usable");
	}),
	scene("an account is recreated with the old password", async (s) => {
		await s.changeOldPassword();
		await s.on("both", s.stand.removeAccount);
		await s.account("old");
		await s.says("unconfirmed", "recreated");
	}),
	scene("two accounts with one id: the one with the person's name counts", async (s) => {
		await s.account("old");
		await s.on("both", (c) =>
			s.stand.addTwin(
				c,
				{
					...s.person,
					samAccountName: `x${s.person.samAccountName}`,
					userPrincipalName: `x${s.person.userPrincipalName}`,
				},
				"random",
			),
		);
		await s.change();
		await s.says("waiting");
		await s.lands();
		await s.says("usable");
	}),
	scene("a controller is restored to an older state, then gets the keys", async (s) => {
		await s.account("old");
		const restore = await s.stand.backUp("dc1");
		await s.change();
		await s.lands();
		await s.says("usable");
		await restore();
		await s.says("unconfirmed", "restored");
	}),

	// ── Blocked accounts
	scene("locked, unlocked, disabled, expired, without logon hours, smart card only", async (s) => {
		await s.changeUntilUsable();
		await s.on("dc1", s.stand.lock);
		await s.says("blocked", "locked");
		await s.on("dc1", s.stand.unlock);
		await s.says("usable");
		await s.on("dc2", (c, id) => s.stand.setDisabled(c, id, true));
		await s.says("blocked", "disabled");
		await s.on("dc2", (c, id) => s.stand.setDisabled(c, id, false));
		await s.says("usable");
		await s.on("both", (c, id) => s.stand.setAccountExpires(c, id, ago(60)));
		await s.says("blocked", "account-expired");
		await s.on("both", (c, id) => s.stand.setAccountExpires(c, id, "never"));
		await s.says("usable");
		await s.on("both", (c, id) => s.stand.setLogonHours(c, id, "none"));
		await s.says("blocked", "no-logon-hours");
		await s.on("both", (c, id) => s.stand.setLogonHours(c, id, "all"));
		await s.says("usable");
		await s.on("both", (c, id) => s.stand.setSmartCardRequired(c, id, true));
		await s.says("blocked", "smart-card-required");
	}),
	scene("whether it is locked or disabled cannot be read", async (s) => {
		await s.changeOldPassword();
		const flags = ["userAccountControl", "msDS-User-Account-Control-Computed", "lockoutTime"];
		await s.on("both", (c) => s.stand.hideAttributes(c, flags));
		await s.lands();
		await s.says("unconfirmed", "block-unread");
		await s.on("both", (c) => s.stand.hideAttributes(c, []));
		await s.says("usable");
	}),
	...["msDS-KeyVersionNumber", "uSNChanged"].map((attribute) =>
		scene(`${attribute} cannot be read: the rest is enough`, async (s) => {
			await s.account("old");
			await s.on("both", (c) => s.stand.hideAttributes(c, [attribute]));
			await s.change();
			await s.lands();
			await s.says("usable");
			await s.on("both", (c) => s.stand.hideAttributes(c, []));
		}),
	),
	// Only a Kerberos service shows whether both kinds are there.
	scene(
		"without metadata the old Kerberos keys look like new ones, so the portal waits for them",
		async (s) => {
			await s.account("old");
			await s.on("both", (c) => s.stand.hideAttributes(c, ["replPropertyMetaData"]));
			await s.change();
			await s.lands("both", { only: "ntlm" });
			await s.says("arriving");
			await s.lands();
			await s.says("arriving");
			await s.on("both", (c) => s.stand.hideAttributes(c, []));
		},
		{ needs: "samba" },
	),
	scene("one kind of keys is removed before the other controller has them", async (s) => {
		await s.changeOldPassword();
		await s.lands("dc1");
		await s.says("arriving");
		await s.on("dc1", (c, id) => s.stand.clearKeys(c, id, "ntlm"));
		await s.says("arriving");
		await s.lands("dc2");
		await s.says("unconfirmed", "password-time");
	}),
	scene("a manually set time, and keys that are written again without it", async (s) => {
		await s.changeOldPassword();
		await s.on("both", s.stand.touchPasswordTime);
		await s.says("waiting");
		await s.on("both", s.stand.rewriteKeys);
		await s.says("unconfirmed", "password-time");
	}),
	scene("nothing about the keys can be read", async (s) => {
		await s.account("old");
		const all = ["msDS-KeyVersionNumber", "replPropertyMetaData", "pwdLastSet"];
		await s.on("both", (c) => s.stand.hideAttributes(c, all));
		await s.change();
		await s.says("unconfirmed", "nothing-readable");
		await s.lands();
		await s.says("unconfirmed", "nothing-readable");
		await s.on("both", (c) => s.stand.hideAttributes(c, []));
	}),

	// ── Controllers that stop, hang and stay silent
	scene("a controller hangs while the keys land, and comes back", async (s) => {
		await s.changeOldPassword();
		await s.away("dc2", "hung");
		await s.lands();
		await s.says("arriving");
		await s.back("dc2");
		await s.says("usable");
	}),
	scene("a controller that stops after it worked does not revoke that at once", async (s) => {
		await s.changeUntilUsable();
		await s.away("dc1", "stopped");
		await s.says("usable");
		await s.back("dc1");
		await s.says("usable");
	}),
	scene(
		"a controller is away when the change begins: its first reading serves as baseline",
		async (s) => {
			await s.account("old");
			await s.pause(11);
			await s.away("dc2", "stopped");
			await s.change();
			await s.back("dc2");
			await s.untilAnswering();
			await s.says("waiting");
			await s.lands();
			await s.says("usable");
		},
	),
	scene(
		"a controller is away when the change begins, and has keys when it comes back",
		async (s) => {
			await s.account("old");
			await s.away("dc2", "stopped");
			await s.change();
			await s.lands();
			await s.back("dc2");
			await s.says("unconfirmed", "no-baseline");
		},
	),
	scene(
		"a Kerberos service is silent while the keys land",
		async (s) => {
			await s.changeOldPassword();
			await samba(s).setKerberos("dc1", "silent");
			await s.lands();
			await s.says("unconfirmed", "kerberos-silent");
			await samba(s).setKerberos("dc1", "answers");
			await s.says("usable");
		},
		{ needs: "samba" },
	),
	scene(
		"keys without AES count as one kind missing",
		async (s) => {
			await s.changeOldPassword();
			await s.lands("both", { aes: false });
			await s.says("arriving");
			await s.lands();
			await s.says("usable");
		},
		{ needs: "samba" },
	),
	scene("the reading account is disabled and enabled again", async (s) => {
		await s.changeUntilUsable();
		await s.on("both", (c) => s.stand.setReaderDisabled(c, true));
		await s.on("both", (c) => s.stand.setReaderDisabled(c, false));
		await s.says("usable");
	}),
];
