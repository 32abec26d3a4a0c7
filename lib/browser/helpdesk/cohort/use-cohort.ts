"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { type AskPortal, usePortal } from "#lib/browser/use-portal.ts";
import type { CohortSnapshot } from "#lib/core/cohort/cohort-counts.ts";
import type { DirectoryGroup } from "#lib/entra/graph/directory-groups.ts";
import { firstPage } from "#lib/entra/graph/group-members.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { sleep } from "../../sleep.ts";
import { nestedGroups, readPage } from "../as-agent.ts";
import { readSnapshots, saveSnapshot } from "../helpdesk-api.ts";
import { CohortSession, type CohortView } from "./cohort-session.ts";
import { cohortPortions } from "./portions.ts";
import { storedPages } from "./stored-pages.ts";

type Following = { signIn: SignIn; asAgent: AskPortal; group: DirectoryGroup };

function openSession(
	{ signIn, asAgent, group }: Following,
	onHistory: (history: CohortSnapshot[]) => void,
): CohortSession {
	const { id, displayName: name } = group;
	return new CohortSession({
		groupId: id,
		firstPage: firstPage(signIn.config.tenant.graphUrl, id),
		askPage: (page) => readPage(signIn, page),
		portions: cohortPortions(asAgent, { id, name }, sleep),
		kept: storedPages(sessionStorage, Date.now),
		isVisible: () => document.visibilityState === "visible",
		saveCounts(counts) {
			void asAgent((token) => saveSnapshot(token, id, counts)).then(
				(saved) => saved.ok && onHistory(saved.value),
			);
		},
	});
}

/** Reads a group and follows it while the page is open. */
export function useCohort(group: DirectoryGroup): {
	view: CohortView;
	history: CohortSnapshot[];
	nested: DirectoryGroup[];
	resume(): void;
	lookUpAgain(): void;
} {
	const signIn = useSignIn();
	const asAgent = usePortal();
	const [history, setHistory] = useState<CohortSnapshot[]>([]);
	const [nested, setNested] = useState<DirectoryGroup[]>([]);
	const [session] = useState(() => openSession({ signIn, asAgent, group }, setHistory));

	useEffect(() => {
		session.resume();
		return session.stop;
	}, [session]);
	useEffect(() => {
		let isCurrent = true;
		asAgent((token) => readSnapshots(token, group.id)).then((read) => {
			if (isCurrent && read.ok) setHistory((h) => (h.length > 0 ? h : read.value));
		});
		nestedGroups(signIn, group.id).then((found) => {
			if (isCurrent && found.ok) setNested(found.value);
		});
		return () => {
			isCurrent = false;
		};
	}, [signIn, asAgent, group.id]);

	const view = useSyncExternalStore(session.subscribe, session.view);
	return { view, history, nested, resume: session.resume, lookUpAgain: session.lookUpAgain };
}
