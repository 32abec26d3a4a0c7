import type { Member } from "#lib/core/cohort/member.ts";

const POSITION = "keyturn.cohort";
const PAGE = "keyturn.cohort.page.";
/** After an hour the membership is read again. */
const KEPT_MS = 60 * 60_000;

/** How far a group has been read. */
export type Position = {
	groupId: string;
	/** The address of the next page; `undefined`: all were read. */
	next: string | undefined;
	pages: number;
	total: number | undefined;
	startedAtMs: number;
};

/**
 * The pages read of a group, stored for this tab, so that a reload resumes where it was. A browser
 * without room for them reads from the beginning.
 */
export type StoredPages = {
	load(groupId: string): { position: Position; members: Member[] } | undefined;
	save(position: Position, members: readonly Member[]): void;
	clear(): void;
};

export function storedPages(storage: Storage, now: () => number): StoredPages {
	function clear() {
		for (const key of Object.keys(storage)) {
			if (key === POSITION || key.startsWith(PAGE)) storage.removeItem(key);
		}
	}
	return {
		clear,
		load(groupId) {
			const position = parsed<Position>(storage.getItem(POSITION));
			if (position?.groupId !== groupId || now() - position.startedAtMs > KEPT_MS) return undefined;
			const pages = Array.from({ length: position.pages }, (_, n) =>
				parsed<Packed[]>(storage.getItem(`${PAGE}${n}`)),
			);
			if (pages.some((page) => page === undefined)) return undefined;
			return { position, members: pages.flatMap((page) => page ?? []).map(unpack) };
		},
		save(position, members) {
			try {
				if (position.pages === 1) clear();
				storage.setItem(`${PAGE}${position.pages - 1}`, JSON.stringify(members.map(pack)));
				storage.setItem(POSITION, JSON.stringify(position));
			} catch {
				// No room: nothing is stored rather than a part that looks complete.
				clear();
			}
		},
	};
}

/** A member in a third of the size: without field names, and without a mail that equals the user name. */
type Packed = [
	id: string,
	name: string,
	upn: string,
	mail: string | 0 | 1,
	at: number,
	flags: number,
];

function pack(m: Member): Packed {
	const mail = m.mail === undefined ? 0 : m.mail === m.userPrincipalName ? 1 : m.mail;
	const flags = (m.isSynchronised ? 1 : 0) + (m.isExternal ? 2 : 0) + (m.isEnabled ? 4 : 0);
	const at = m.lastPasswordChangeAt?.getTime() ?? 0;
	return [m.id, m.displayName, m.userPrincipalName, mail, at, flags];
}

function unpack([id, displayName, userPrincipalName, mail, at, flags]: Packed): Member {
	return {
		id,
		displayName,
		userPrincipalName,
		mail: mail === 0 ? undefined : mail === 1 ? userPrincipalName : mail,
		lastPasswordChangeAt: at === 0 ? undefined : new Date(at),
		isSynchronised: (flags & 1) > 0,
		isExternal: (flags & 2) > 0,
		isEnabled: (flags & 4) > 0,
	};
}

function parsed<T>(text: string | null): T | undefined {
	try {
		return text === null ? undefined : (JSON.parse(text) as T);
	} catch {
		return undefined;
	}
}
