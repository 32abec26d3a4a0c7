"use client";

import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useChoices } from "#lib/browser/helpdesk/choices.ts";
import { findByWords } from "#lib/browser/helpdesk/find-by-words.ts";
import type { RecentPerson } from "#lib/browser/helpdesk/recent.ts";
import { usePortal } from "#lib/browser/use-portal.ts";
import { MAX_MATCHES } from "#lib/entra/graph/find-people.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { DirectorySearch, Matches } from "../directory-search.tsx";
import { PersonLine } from "./person-line.tsx";
import { useOpenPerson } from "./use-open-person.ts";

const FIELD = "find-person";

/**
 * The search on every helpdesk page: a name, a user name or a reference. A single result is opened
 * at once.
 *
 * @param isHome the page is for searching: its field has the focus
 */
export function FindPerson({ isHome }: { isHome: boolean }) {
	const t = useTranslations("helpdesk.find");
	const askPortal = usePortal();
	const open = useOpenPerson();
	// Resets the field once a person was opened.
	const [turn, setTurn] = useState(0);
	const { hasShortcut } = useChoices();
	useShortcut(hasShortcut);
	useFocusAtStart(isHome && turn === 0);

	function choose(id: string) {
		// First, so that a person who is already shown can take the focus.
		flushSync(() => setTurn(turn + 1));
		open(id);
	}

	function openOnly([only, ...others]: RecentPerson[]) {
		if (only && others.length === 0) choose(only.id);
	}

	const text = {
		words: t("words"),
		hint: (
			<>
				{t("hint")} {hasShortcut && <span className="pointer-coarse:hidden">{t("shortcut")}</span>}
			</>
		),
		missing: t("missing"),
		search: t("search"),
		searching: t("searching"),
	};
	return (
		<DirectorySearch
			key={turn}
			id={FIELD}
			isBar={!isHome}
			text={text}
			find={(signIn: SignIn, words) => findByWords({ signIn, askPortal }, words)}
			onFound={openOnly}
		>
			{(people) => <Found people={people} onChoose={choose} />}
		</DirectorySearch>
	);
}

type FoundProps = { people: RecentPerson[]; onChoose: (id: string) => void };

function Found({ people, onChoose }: FoundProps) {
	const t = useTranslations("helpdesk.find");
	return (
		<Matches
			count={t("matches", { count: people.length })}
			more={people.length === 0 ? t("tryOther") : people.length === MAX_MATCHES && t("typeMore")}
		>
			{people.length > 1 &&
				people.map((person) => <PersonLine key={person.id} person={person} onChoose={onChoose} />)}
		</Matches>
	);
}

/**
 * `/` focuses the search from anywhere but a field, as on other sites. In the search's own field it is not typed, since no name
 * or reference starts with it.
 */
function useShortcut(isOn: boolean): void {
	useEffect(() => {
		if (!isOn) return;
		function onKey(event: KeyboardEvent) {
			const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
			if (event.key !== "/" || !isPlain || event.defaultPrevented) return;
			const field = document.getElementById(FIELD);
			if (!(field instanceof HTMLInputElement)) return;
			if (isTyping(event) && (event.target !== field || field.value !== "")) return;
			event.preventDefault();
			field.focus();
			field.select();
		}
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [isOn]);
}

function isTyping({ target }: Event): boolean {
	return (
		target instanceof HTMLElement &&
		(target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"))
	);
}

/** Focuses the field of a search page, unless the focus is elsewhere already. */
function useFocusAtStart(isWanted: boolean): void {
	const wanted = useRef(isWanted);
	useEffect(() => {
		const isElsewhere = document.activeElement && document.activeElement !== document.body;
		if (wanted.current && !isElsewhere) document.getElementById(FIELD)?.focus();
	}, []);
}
